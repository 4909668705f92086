#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/searchbox.h"
#include "ui/widgets/skeletonrows.h"
#include "ui/widgets/timeline.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QTextDocument>
#include <QTextLayout>
#include <QToolTip>
#include <QtTest>

using namespace lockbox::ui;

/// The small widgets: what they show and what they tell screen readers.
class TestFieldWidgets : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().apply(ThemeMode::Light); }
    void aFieldsNameHoldsLabelAndValue();
    void fieldsThatStayKeepTheirWidgets();
    void escapeClearsASearchAndThenLetsThrough();
    void aTimelineEntryIsASentence();
    void aTimelineKeepsAddressesTogether();
    void skeletonRowsWait();
    void anElidedLabelTellsTheWhole();
    void toolTipsAreNoHtml_data();
    void toolTipsAreNoHtml();
    void anEmptyStateOffersTheNextStep();
    void noButtonIsADefault();
    void anIconButtonHasAName();
    void initials_data();
    void initials();
    void aProgressLineStaysWithinItsEnds();
};

void TestFieldWidgets::aFieldsNameHoldsLabelAndValue()
{
    FieldList list;
    list.setFields({{QStringLiteral("Duration"), QStringLiteral("04:00:00"), {}}});
    const auto labels = list.findChildren<QLabel *>();
    QCOMPARE(labels.size(), 2);
    QCOMPARE(labels[1]->accessibleName(), QStringLiteral("Duration: 04:00:00"));
    QVERIFY(labels[1]->textInteractionFlags().testFlag(Qt::TextSelectableByMouse));
}

void TestFieldWidgets::fieldsThatStayKeepTheirWidgets()
{
    FieldList list;
    const Field first{QStringLiteral("Reason"), QStringLiteral("Mail flow"), {}};
    list.setFields({first, {QStringLiteral("State"), QStringLiteral("Pending"), {}}});
    const QPointer<QLabel> value = list.findChildren<QLabel *>()[1];
    list.setFields({first});
    QVERIFY(value);
    QCOMPARE(list.findChildren<QLabel *>().size(), 2);
}

void TestFieldWidgets::escapeClearsASearchAndThenLetsThrough()
{
    QWidget window;
    SearchBox box(QStringLiteral("Search requests"), &window);
    QCOMPARE(box.accessibleName(), QStringLiteral("Search requests"));
    for (const QToolButton *button : box.findChildren<QToolButton *>())
        QVERIFY(!button->accessibleName().isEmpty());
    box.setText(QStringLiteral("EXSR"));
    QKeyEvent first(QEvent::KeyPress, Qt::Key_Escape, {});
    QCoreApplication::sendEvent(&box, &first);
    QCOMPARE(box.text(), QString());
    QKeyEvent second(QEvent::KeyPress, Qt::Key_Escape, {});
    second.accept();
    QCoreApplication::sendEvent(&box, &second);
    QVERIFY(!second.isAccepted());
}

void TestFieldWidgets::aTimelineEntryIsASentence()
{
    Timeline timeline;
    timeline.setEntries({{.progress = TimelineEntry::Progress::Done,
                          .title = QStringLiteral("Filed"),
                          .detail = QStringLiteral("by Microsoft Engineer"),
                          .time = QStringLiteral("5 February 2026 20:11")},
                         {.progress = TimelineEntry::Progress::Future,
                          .title = QStringLiteral("Decision"),
                          .detail = {},
                          .time = {}}});
    QStringList names;
    for (const QWidget *child : timeline.findChildren<QWidget *>(Qt::FindDirectChildrenOnly))
        names.append(child->accessibleName());
    QCOMPARE(names,
             (QStringList{QStringLiteral("Filed, by Microsoft Engineer, 5 February 2026 20:11"),
                          QStringLiteral("Decision")}));
}

void TestFieldWidgets::aTimelineKeepsAddressesTogether()
{
    const QString title = QStringLiteral("Filed by anna-lena@well-known.example");
    Timeline timeline;
    timeline.setEntries({{.title = title, .detail = {}, .time = {}}});
    auto *label = timeline.findChild<QLabel *>();
    QCOMPARE(label->accessibleName(), title);
    // Too narrow for the sentence, and wide enough for the address.
    const QString address = title.mid(title.lastIndexOf(QLatin1Char(' ')) + 1);
    QTextLayout layout(label->text(), label->font());
    layout.beginLayout();
    layout.createLine().setLineWidth(
        QFontMetrics(label->font()).horizontalAdvance(address + QStringLiteral("mm")));
    layout.endLayout();
    QCOMPARE(title.mid(layout.lineAt(0).textLength()), address);
    QCOMPARE(label->text().remove(QChar(0x2060)), title);
}

void TestFieldWidgets::skeletonRowsWait()
{
    SkeletonRows rows;
    rows.resize(400, 300);
    rows.show();
    QVERIFY(!rows.areBarsShown());
    QTRY_VERIFY(rows.areBarsShown());
    rows.hide();
    QVERIFY(!rows.areBarsShown());
}

void TestFieldWidgets::anElidedLabelTellsTheWhole()
{
    const QString text(200, QLatin1Char('m'));
    ElidedLabel label(text);
    QVERIFY(label.minimumSizeHint().width() < 200);
    QAccessibleInterface *reader = QAccessible::queryAccessibleInterface(&label);
    QCOMPARE(reader->text(QAccessible::Name), text);
}

void TestFieldWidgets::toolTipsAreNoHtml_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("toolTip");
    const QString html = QStringLiteral("<img src='file:///etc/hostname'> <b>urgent</b>");
    QTest::newRow("a text that doesn't fit") << html << QString();
    QTest::newRow("a tool tip") << QStringLiteral("short") << html;
}

void TestFieldWidgets::toolTipsAreNoHtml()
{
    QFETCH(QString, text);
    QFETCH(QString, toolTip);
    ElidedLabel label(text);
    label.setToolTip(toolTip);
    label.resize(60, 20);
    label.show();
    QHelpEvent hover(QEvent::ToolTip, {5, 5}, label.mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(&label, &hover);
    QTextDocument shown;
    shown.setHtml(QToolTip::text());
    QVERIFY(Qt::mightBeRichText(QToolTip::text()));
    QCOMPARE(shown.toPlainText(), toolTip.isEmpty() ? text : toolTip);
    QToolTip::hideText();
}

void TestFieldWidgets::anEmptyStateOffersTheNextStep()
{
    EmptyState empty;
    empty.setContent(QStringLiteral("search"), QStringLiteral("Nothing fits"),
                     QStringLiteral("No request holds these words."),
                     QStringLiteral("Clear the search"));
    empty.show();
    auto *action = empty.findChild<QPushButton *>(QStringLiteral("emptyStateAction"));
    QVERIFY(action->isVisible());
    QSignalSpy triggered(&empty, &EmptyState::actionTriggered);
    QTest::mouseClick(action, Qt::LeftButton);
    QCOMPARE(triggered.size(), 1);
    empty.setContent(QStringLiteral("search"), QStringLiteral("Nothing here"), {});
    QVERIFY(!action->isVisible());
}

void TestFieldWidgets::noButtonIsADefault()
{
    const PrimaryButton primary(QStringLiteral("Approve access"));
    const SecondaryButton secondary(QStringLiteral("Back"));
    for (const QPushButton *button : {static_cast<const QPushButton *>(&primary),
                                      static_cast<const QPushButton *>(&secondary)}) {
        QVERIFY(!button->isDefault());
        QVERIFY(!button->autoDefault());
    }
    QCOMPARE(primary.property("primary").toBool(), true);
}

void TestFieldWidgets::anIconButtonHasAName()
{
    IconButton button(QStringLiteral("close"), QStringLiteral("Close message"));
    QCOMPARE(button.accessibleName(), QStringLiteral("Close message"));
    QCOMPARE(button.toolTip(), QStringLiteral("Close message"));
    QCOMPARE(button.focusPolicy(), Qt::StrongFocus);
    QVERIFY(!button.icon().isNull());
}

void TestFieldWidgets::initials_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("initials");
    QTest::newRow("two names") << QStringLiteral("Alex Wilber") << QStringLiteral("AW");
    QTest::newRow("three names") << QStringLiteral("anna maria Lenz") << QStringLiteral("AL");
    QTest::newRow("one name") << QStringLiteral("Cher") << QStringLiteral("C");
    QTest::newRow("none") << QString() << QString();
}

void TestFieldWidgets::initials()
{
    QFETCH(const QString, name);
    QTEST(initialsOf(name), "initials");
}

void TestFieldWidgets::aProgressLineStaysWithinItsEnds()
{
    ProgressLine line;
    line.setLeft(1.7);
    QCOMPARE(line.left(), 1.0);
    line.setLeft(-0.2);
    QCOMPARE(line.left(), 0.0);
}

QTEST_MAIN(TestFieldWidgets)
#include "tst_fieldwidgets.moc"
