#include "ui/widgets/accessiblechoice.h"

#include <QAccessible>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

#include <memory>

using namespace lockbox::ui;

/// A table whose opened rows are written down.
struct Fixture {
    Fixture()
    {
        for (int row = 0; row < 3; ++row)
            model.appendRow({new QStandardItem(QStringLiteral("row %1").arg(row)),
                             new QStandardItem(QStringLiteral("x"))});
        view.setModel(&model);
        view.setSelectionBehavior(QAbstractItemView::SelectRows);
        view.setSelectionMode(QAbstractItemView::ExtendedSelection);
        new AccessibleChoice(&view,
                             [this](const QModelIndex &index) { opened.append(index.row()); });
        view.resize(400, 300);
        view.show();
        (void)QTest::qWaitForWindowActive(&view);
        letTheLoopCatchUp();
    }

    /// What was posted runs, and what that posts in turn.
    static void letTheLoopCatchUp()
    {
        for (int pass = 0; pass < 3; ++pass)
            QCoreApplication::processEvents();
    }

    /// What a screen reader's "toggle" does.
    void toggleOverTheBus(int row)
    {
        QAccessibleInterface *table = QAccessible::queryAccessibleInterface(&view);
        QAccessibleInterface *cell = table->tableInterface()->cellAt(row, 0);
        cell->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
    }

    QStandardItemModel model;
    QTableView view;
    QList<int> opened;
};

/// A row chosen over the accessibility bus opens; one chosen in any other way does not open twice.
class TestAccessibleChoice : public QObject
{
    Q_OBJECT

private slots:
    void opensARowChosenOverTheBus();
    void opensTheRowThatIsAlreadyCurrent();
    void opensOneRowAfterAnother();
    void leavesKeyboardAndMouseAlone();
    void leavesTheProgramsOwnChoiceAlone();
    void leavesWhatRemainsAlone();
};

void TestAccessibleChoice::opensARowChosenOverTheBus()
{
    Fixture f;
    f.toggleOverTheBus(1);
    QTRY_COMPARE(f.opened, QList<int>{1});
    QCOMPARE(f.view.currentIndex().row(), 1);
    QVERIFY(f.view.selectionModel()->isRowSelected(1));
}

void TestAccessibleChoice::opensTheRowThatIsAlreadyCurrent()
{
    Fixture f;
    f.view.selectionModel()->setCurrentIndex(f.model.index(0, 0), QItemSelectionModel::NoUpdate);
    Fixture::letTheLoopCatchUp();
    f.toggleOverTheBus(0);
    QTRY_COMPARE(f.opened, QList<int>{0});
}

void TestAccessibleChoice::opensOneRowAfterAnother()
{
    Fixture f;
    f.toggleOverTheBus(2);
    QTRY_COMPARE(f.opened, QList<int>{2});
    f.toggleOverTheBus(0);
    QTRY_COMPARE(f.opened, (QList<int>{2, 0}));
    QVERIFY(!f.view.selectionModel()->isRowSelected(2));
    f.view.clearSelection();
    Fixture::letTheLoopCatchUp();
    f.toggleOverTheBus(2);
    QTRY_COMPARE(f.opened, (QList<int>{2, 0, 2}));
}

void TestAccessibleChoice::leavesKeyboardAndMouseAlone()
{
    Fixture f;
    QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {},
                      f.view.visualRect(f.model.index(1, 0)).center());
    QVERIFY(f.view.selectionModel()->isRowSelected(1));
    QTest::keyClick(&f.view, Qt::Key_Down);
    QVERIFY(f.view.selectionModel()->isRowSelected(2));
    QTest::keyClick(&f.view, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(f.view.selectionModel()->selectedRows().size(), 3);
    QTest::mouseClick(f.view.viewport(), Qt::LeftButton, Qt::ControlModifier,
                      f.view.visualRect(f.model.index(1, 0)).center());
    QCOMPARE(f.view.selectionModel()->selectedRows().size(), 2);
    Fixture::letTheLoopCatchUp();
    QCOMPARE(f.opened, QList<int>());
}

void TestAccessibleChoice::leavesTheProgramsOwnChoiceAlone()
{
    Fixture f;
    f.view.selectRow(1);
    Fixture::letTheLoopCatchUp();
    f.view.selectionModel()->setCurrentIndex(
        f.model.index(2, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    Fixture::letTheLoopCatchUp();
    QVERIFY(f.view.selectionModel()->isRowSelected(2));
    QCOMPARE(f.opened, QList<int>());
}

void TestAccessibleChoice::leavesWhatRemainsAlone()
{
    Fixture f;
    f.view.selectAll();
    Fixture::letTheLoopCatchUp();
    f.model.removeRows(0, 2);
    Fixture::letTheLoopCatchUp();
    QCOMPARE(f.view.selectionModel()->selectedRows().size(), 1);
    QCOMPARE(f.opened, QList<int>());
}

QTEST_MAIN(TestAccessibleChoice)
#include "tst_accessiblechoice.moc"
