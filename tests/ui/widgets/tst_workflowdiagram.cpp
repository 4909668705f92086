#include "ui/theme/theme.h"
#include "ui/widgets/workflowdiagram.h"
#include "ui/widgets/workflowstepbox.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace lockbox::ui;

/// The drawn workflow: it fits its width, and each step can be reached, chosen and read out.
class TestWorkflowDiagram : public QObject
{
    Q_OBJECT

private:
    static std::vector<WorkflowStep> steps(int count)
    {
        std::vector<WorkflowStep> list;
        for (int i = 1; i <= count; ++i)
            list.push_back({QStringLiteral("Contoso"), QStringLiteral("Step %1").arg(i),
                            QStringLiteral("What happens"), i == 3});
        return list;
    }

    static QList<WorkflowStepBox *> boxes(const WorkflowDiagram &diagram)
    {
        return diagram.findChildren<WorkflowStepBox *>();
    }

private slots:
    void initTestCase() { Theme::instance().apply(ThemeMode::Light); }

    void wrapsIntoEvenRowsAndStaysInside_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("rows");
        QTest::newRow("one row") << 1400 << 1;
        QTest::newRow("two rows of four") << 760 << 2;
        QTest::newRow("one column") << 150 << 8;
    }

    void wrapsIntoEvenRowsAndStaysInside()
    {
        QFETCH(int, width);
        QFETCH(int, rows);
        WorkflowDiagram diagram;
        diagram.setSteps(steps(8));
        diagram.resize(width, diagram.heightForWidth(width));
        diagram.show();
        QSet<int> tops;
        for (const WorkflowStepBox *box : boxes(diagram)) {
            tops.insert(box->y());
            QVERIFY2(diagram.rect().contains(box->geometry()), qPrintable(box->objectName()));
            for (const WorkflowStepBox *other : boxes(diagram))
                QVERIFY(other == box || !other->geometry().intersects(box->geometry()));
        }
        QCOMPARE(tops.size(), rows);
    }

    void aClickChoosesAStep()
    {
        WorkflowDiagram diagram;
        diagram.setSteps(steps(4));
        diagram.resize(800, 120);
        diagram.show();
        QSignalSpy chosen(&diagram, &WorkflowDiagram::stepChosen);
        QTest::mouseClick(boxes(diagram).at(2), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(diagram.chosenStep(), 2);
        QVERIFY(boxes(diagram).at(2)->isChecked());
        QTest::mouseClick(boxes(diagram).at(2), Qt::LeftButton);
        QVERIFY(boxes(diagram).at(2)->isChecked());
        QTest::keyClick(boxes(diagram).at(1), Qt::Key_Return);
        QCOMPARE(diagram.chosenStep(), 1);
    }

    void arrowKeysMoveBetweenSteps()
    {
        WorkflowDiagram diagram;
        diagram.setSteps(steps(8));
        diagram.resize(620, 400);
        diagram.show();
        diagram.activateWindow();
        boxes(diagram).at(0)->setFocus();
        const auto press = [&](Qt::Key key) {
            QTest::keyClick(boxes(diagram).at(std::max(0, diagram.chosenStep())), key);
            return diagram.chosenStep();
        };
        QCOMPARE(press(Qt::Key_Right), 1);
        QCOMPARE(press(Qt::Key_Down), 5);
        QCOMPARE(press(Qt::Key_Left), 4);
        QCOMPARE(press(Qt::Key_Up), 0);
        QCOMPARE(press(Qt::Key_Left), 0);
        QCOMPARE(press(Qt::Key_End), 7);
        QCOMPARE(press(Qt::Key_Right), 7);
        QCOMPARE(press(Qt::Key_Home), 0);
    }

    void onlyOneStepTakesPartInTabsOrder()
    {
        WorkflowDiagram diagram;
        diagram.setSteps(steps(8));
        diagram.setPosition(WorkflowPosition{.step = 4, .kind = WorkflowPosition::Kind::Waiting});
        const auto tabStops = [&] {
            QList<int> stops;
            for (int i = 0; i < boxes(diagram).size(); ++i) {
                if (boxes(diagram).at(i)->focusPolicy() & Qt::TabFocus)
                    stops.append(i);
            }
            return stops;
        };
        QCOMPARE(tabStops(), QList<int>({4}));
        diagram.chooseStep(6);
        QCOMPARE(tabStops(), QList<int>({6}));
    }

    void eachStepTellsItsNameAndHowFarThingsAre()
    {
        WorkflowDiagram diagram;
        diagram.setSteps(steps(4));
        diagram.setPosition(WorkflowPosition{.step = 2, .kind = WorkflowPosition::Kind::Open});
        const auto name = [&](int i) {
            return QAccessible::queryAccessibleInterface(boxes(diagram).at(i))
                ->text(QAccessible::Name);
        };
        QCOMPARE(name(0), QStringLiteral("Step 1 of 4, Contoso: Step 1, done"));
        QCOMPARE(name(2), QStringLiteral("Step 3 of 4, Contoso: Step 3, open now"));
        QCOMPARE(name(3), QStringLiteral("Step 4 of 4, Contoso: Step 4"));
        diagram.setPosition(std::nullopt);
        QCOMPARE(name(2), QStringLiteral("Step 3 of 4, Contoso: Step 3"));
    }
};

QTEST_MAIN(TestWorkflowDiagram)
#include "tst_workflowdiagram.moc"
