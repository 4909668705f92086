#include "consolefixture.h"

#include "ui/blades/requestblade.h"
#include "ui/blades/requestsblade.h"
#include "ui/blades/requeststable.h"
#include "ui/blades/requeststatefilter.h"
#include "ui/models/requestroles.h"

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;
using samples::Console;
using samples::Host;

/// The page Customer Lockbox Requests, on a real store, by its real widgets and keys.
class TestRequestsBlade : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void listsWhatWaitsFirst();
    void opensByClickAnywhereInTheRow();
    void opensByEnter();
    void decidesByKeys();
    void searchesAsOneTypes();
    void typingGoesToTheSearch();
    void filtersByState();
    void clearsTheFilterWhereNothingMatches();
    void saysWhenThereIsNothing();
    void refreshKeepsTheChoice();
    void sortsByHeader();
    void homeAndEnd();
    void copiesRows();
    void remembersColumns();
    void readsARowAsASentence();
    void followsTheClock();
    void becomesAnotherAccount();
    void opensWhatAnotherPageAsksFor();

private:
    RequestsTable *table() const { return m_host->find<RequestsTable>("requestsTable"); }
    QString text(int row, RequestColumn column) const
    {
        return table()->model()->index(row, static_cast<int>(column)).data().toString();
    }
    QStringList references() const;
    QString footer() const { return m_host->find<QLabel>("requestsFooter")->text(); }
    void open();
    RequestBlade *opened() const
    {
        return m_host->opens.isEmpty() ? nullptr
                                       : qobject_cast<RequestBlade *>(m_host->opens.last());
    }

    std::unique_ptr<Console> m_console;
    std::unique_ptr<Host> m_host;
};

void TestRequestsBlade::init()
{
    m_console = std::make_unique<Console>();
}

void TestRequestsBlade::cleanup()
{
    m_host.reset();
    m_console.reset();
}

void TestRequestsBlade::open()
{
    m_host.reset();
    m_host = std::make_unique<Host>(new RequestsBlade(m_console->context()));
}

QStringList TestRequestsBlade::references() const
{
    QStringList references;
    if (auto *view = table()) {
        for (int row = 0; row < view->model()->rowCount(); ++row)
            references.append(text(row, RequestColumn::Reference));
    }
    return references;
}

static QStringList list(const char *texts)
{
    return QString::fromLatin1(texts).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

void TestRequestsBlade::listsWhatWaitsFirst()
{
    m_console->pending(QStringLiteral("WAITS"));
    const QString denied = m_console->pending(QStringLiteral("DENIED"));
    QVERIFY(m_console->service().denyRequest(Console::session(samples::admin()), denied,
                                             QStringLiteral("no")));
    m_console->file(QStringLiteral("HIDDEN"));
    open();
    QTRY_COMPARE(references(), list("WAITS DENIED"));
    QCOMPARE(text(0, RequestColumn::Requestor), QStringLiteral("Microsoft Engineer"));
    QCOMPARE(text(0, RequestColumn::ActionStatus), QStringLiteral("Pending"));
    QCOMPARE(text(1, RequestColumn::DecidedBy), QStringLiteral("Ada Berg"));
    QVERIFY(!text(0, RequestColumn::TimeLeft).isEmpty());
    QVERIFY(text(1, RequestColumn::TimeLeft).isEmpty());
    QTRY_COMPARE(footer(), QStringLiteral("1 waiting · 0 with open access · 2 requests"));
}

void TestRequestsBlade::opensByClickAnywhereInTheRow()
{
    const QString id = m_console->pending(QStringLiteral("A"));
    open();
    QTRY_COMPARE(references(), list("A"));
    const QModelIndex reason = table()->model()->index(0, static_cast<int>(RequestColumn::Service));
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                      table()->visualRect(reason).center());
    QTRY_VERIFY(opened());
    QCOMPARE(opened()->requestId(), id);
    QCOMPARE(table()->selectionModel()->selectedRows().size(), 1);
}

void TestRequestsBlade::opensByEnter()
{
    m_console->pending(QStringLiteral("A"));
    const QString id = m_console->pending(QStringLiteral("B"));
    open();
    QTRY_COMPARE(references().size(), 2);
    table()->setFocus();
    table()->chooseRow(1);
    QTest::keyClick(table(), Qt::Key_Up);
    QCOMPARE(table()->currentIndex().row(), 0);
    QCOMPARE(text(0, RequestColumn::Reference), QStringLiteral("B"));
    QTest::keyClick(table(), Qt::Key_Return);
    QVERIFY(opened());
    QCOMPARE(opened()->requestId(), id);
    // The list keeps what was chosen.
    QCOMPARE(table()->currentRequest(), id);
}

void TestRequestsBlade::decidesByKeys()
{
    const QString id = m_console->pending(QStringLiteral("A"));
    open();
    QTRY_COMPARE(references().size(), 1);
    table()->chooseRow(0);
    QTest::keyClick(table(), Qt::Key_D);
    QVERIFY(opened());
    opened()->show();
    QTRY_VERIFY(opened()->footer()->findChild<QPushButton *>(QStringLiteral("confirmDenyButton")));
    QTest::keyClick(table(), Qt::Key_A);
    QCOMPARE(m_host->opens.size(), 2);
    QTRY_VERIFY(
        opened()->footer()->findChild<QPushButton *>(QStringLiteral("confirmApproveButton")));
    QCOMPARE(m_console->now(id).state, RequestState::Pending);
}

void TestRequestsBlade::searchesAsOneTypes()
{
    m_console->pending(QStringLiteral("EXSR1"), QStringLiteral("Exchange"));
    m_console->pending(QStringLiteral("SPSR2"), QStringLiteral("SharePoint"));
    open();
    QTRY_COMPARE(references().size(), 2);
    auto *search = m_host->find<QLineEdit>("requestsSearch");
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("sps"));
    QTRY_COMPARE(references(), list("SPSR2"));
    QTRY_VERIFY(footer().endsWith(QStringLiteral("1 of 2 requests")));
}

void TestRequestsBlade::typingGoesToTheSearch()
{
    const QString id = m_console->pending(QStringLiteral("EXSR1"));
    QVERIFY(m_console->service().denyRequest(Console::session(samples::admin()), id,
                                             QStringLiteral("no")));
    open();
    QTRY_COMPARE(references().size(), 1);
    table()->setFocus();
    table()->chooseRow(0);
    // Not waiting, so that "a" is a letter.
    QTest::keyClick(table(), 'a');
    auto *search = m_host->find<QLineEdit>("requestsSearch");
    QCOMPARE(search->text(), QStringLiteral("a"));
    QVERIFY(m_host->opens.isEmpty());
}

void TestRequestsBlade::filtersByState()
{
    m_console->pending(QStringLiteral("WAITS"));
    const QString denied = m_console->pending(QStringLiteral("DENIED"));
    QVERIFY(m_console->service().denyRequest(Console::session(samples::admin()), denied,
                                             QStringLiteral("no")));
    open();
    QTRY_COMPARE(references().size(), 2);
    auto *box = m_host->findChild<QCheckBox *>(QStringLiteral("stateFilter.denied"));
    QTRY_COMPARE(box->text(), QStringLiteral("Denied (1)"));
    box->click();
    QTRY_COMPARE(references(), list("DENIED"));
    QCOMPARE(m_host->find<QPushButton>("stateFilter")->text(),
             QStringLiteral("Action status: Denied"));
    box->click();
    QTRY_COMPARE(references().size(), 2);
}

void TestRequestsBlade::clearsTheFilterWhereNothingMatches()
{
    m_console->pending(QStringLiteral("A"));
    open();
    QTRY_COMPARE(references().size(), 1);
    m_host->find<QLineEdit>("requestsSearch")->setText(QStringLiteral("nowhere"));
    QTRY_VERIFY(m_host->find("requestsEmpty"));
    auto *clear = m_host->find("requestsEmpty")->findChild<QPushButton *>();
    QVERIFY(clear && clear->isVisible());
    QCOMPARE(clear->text(), QStringLiteral("Clear filter"));
    clear->click();
    QTRY_COMPARE(references(), list("A"));
    QVERIFY(m_host->find<QLineEdit>("requestsSearch")->text().isEmpty());
}

void TestRequestsBlade::saysWhenThereIsNothing()
{
    open();
    QTRY_VERIFY(m_host->find("requestsEmpty"));
    QTRY_COMPARE(footer(), QStringLiteral("0 waiting · 0 with open access · 0 requests"));
}

void TestRequestsBlade::refreshKeepsTheChoice()
{
    for (int i = 0; i < 30; ++i)
        m_console->pending(QStringLiteral("R%1").arg(i));
    open();
    QTRY_COMPARE(references().size(), 30);
    table()->chooseRow(29);
    const QString chosen = table()->currentRequest();
    const int y = table()->rowViewportPosition(29);
    m_console->pending(QStringLiteral("NEW"));
    m_host->blade()->refresh();
    QTRY_COMPARE(references().size(), 31);
    QCOMPARE(references().first(), QStringLiteral("NEW"));
    QCOMPARE(table()->currentRequest(), chosen);
    QCOMPARE(table()->currentIndex().row(), 30);
    // What is looked at stays where it is.
    QCOMPARE(table()->rowViewportPosition(30), y);
}

void TestRequestsBlade::sortsByHeader()
{
    for (const char *reference : {"B", "C", "A"})
        m_console->pending(QString::fromLatin1(reference));
    open();
    QTRY_COMPARE(references(), list("A C B"));
    QHeaderView *header = table()->horizontalHeader();
    const auto click = [&](RequestColumn column) {
        const int logical = static_cast<int>(column);
        QTest::mouseClick(
            header->viewport(), Qt::LeftButton, {},
            QPoint(header->sectionViewportPosition(logical) + header->sectionSize(logical) / 2,
                   header->height() / 2));
    };
    click(RequestColumn::Reference);
    QTRY_COMPARE(references(), list("A B C"));
    click(RequestColumn::Reference);
    QTRY_COMPARE(references(), list("C B A"));
    click(RequestColumn::DateRequested);
    QTRY_COMPARE(references(), list("A C B"));
    QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
    // A column that the store can't sort by leaves all as it is.
    click(RequestColumn::TimeLeft);
    QCOMPARE(header->sortIndicatorSection(), static_cast<int>(RequestColumn::DateRequested));
    QCOMPARE(references(), list("A C B"));
}

void TestRequestsBlade::homeAndEnd()
{
    for (int i = 0; i < 130; ++i)
        m_console->pending(QStringLiteral("R%1").arg(i));
    open();
    QTRY_VERIFY(references().size() >= 100);
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_End);
    QTRY_COMPARE(text(std::max(0, table()->currentIndex().row()), RequestColumn::Reference),
                 QStringLiteral("R0"));
    QTest::keyClick(table(), Qt::Key_Home);
    QTRY_COMPARE(text(std::max(0, table()->currentIndex().row()), RequestColumn::Reference),
                 QStringLiteral("R129"));
    QCOMPARE(table()->currentIndex().row(), 0);
}

void TestRequestsBlade::copiesRows()
{
    m_console->pending(QStringLiteral("A"));
    m_console->pending(QStringLiteral("B"));
    open();
    QTRY_COMPARE(references().size(), 2);
    table()->chooseRow(0);
    QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
    const QString one = QGuiApplication::clipboard()->text();
    QVERIFY2(one.startsWith(QStringLiteral("B, ")), qPrintable(one));
    QVERIFY(one.contains(QStringLiteral("Microsoft Engineer, Pending")));
    QTest::keyClick(table(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith(
        QStringLiteral("Reference number\tDate requested (UTC)\tRequestor\tAction status\t")));
    QVERIFY(lines[2].startsWith(QStringLiteral("A\t")));
}

void TestRequestsBlade::remembersColumns()
{
    m_console->pending(QStringLiteral("A"));
    open();
    QTRY_COMPARE(references().size(), 1);
    auto *menu = m_host->find<QPushButton>("columnsButton")->menu();
    emit menu->aboutToShow();
    for (QAction *action : menu->actions()) {
        if (action->text() == QLatin1String("Reason"))
            action->trigger();
        if (action->text() == QLatin1String("Reference number"))
            QVERIFY(!action->isEnabled());
    }
    const int reason = static_cast<int>(RequestColumn::Reason);
    const int service = static_cast<int>(RequestColumn::Service);
    QVERIFY(table()->isColumnHidden(reason));
    QHeaderView *header = table()->horizontalHeader();
    header->moveSection(header->visualIndex(service), 1);
    header->resizeSection(service, 177);
    open();
    header = table()->horizontalHeader();
    QVERIFY(table()->isColumnHidden(reason));
    QCOMPARE(header->visualIndex(service), 1);
    QCOMPARE(header->sectionSize(service), 177);
    menu = m_host->find<QPushButton>("columnsButton")->menu();
    emit menu->aboutToShow();
    menu->actions().last()->trigger();
    QVERIFY(!table()->isColumnHidden(reason));
    QVERIFY(header->visualIndex(service) != 1);
}

void TestRequestsBlade::readsARowAsASentence()
{
    m_console->pending(QStringLiteral("EXSR359123"));
    open();
    QTRY_COMPARE(references().size(), 1);
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(table());
    QVERIFY(accessible && accessible->tableInterface());
    QAccessibleInterface *cell = accessible->tableInterface()->cellAt(0, 0);
    QVERIFY(cell);
    const QString name = cell->text(QAccessible::Name);
    QVERIFY2(name.startsWith(QStringLiteral("EXSR359123, requested ")), qPrintable(name));
    QVERIFY2(name.contains(QStringLiteral("by Microsoft Engineer, Exchange, pending, ")),
             qPrintable(name));
    QCOMPARE(accessible->text(QAccessible::Name), QStringLiteral("Customer Lockbox Requests"));
}

void TestRequestsBlade::followsTheClock()
{
    m_console->pending(QStringLiteral("A"));
    open();
    QTRY_COMPARE(references().size(), 1);
    const QString before = text(0, RequestColumn::TimeLeft);
    m_console->advance(3h);
    QTRY_VERIFY(text(0, RequestColumn::TimeLeft) != before);
    m_console->advance(9h);
    QTRY_COMPARE(text(0, RequestColumn::ActionStatus), QStringLiteral("Request expired"));
}

void TestRequestsBlade::becomesAnotherAccount()
{
    m_console->file(QStringLiteral("FILED"));
    open();
    QTRY_VERIFY(m_host->find("requestsEmpty"));
    m_console->signIn(samples::engineer());
    QTRY_COMPARE(references(), list("FILED"));
    m_console->signIn(samples::reader());
    QTRY_VERIFY(m_host->find("requestsEmpty"));
}

void TestRequestsBlade::opensWhatAnotherPageAsksFor()
{
    const QString id = m_console->pending(QStringLiteral("A"));
    m_console->pending(QStringLiteral("B"));
    open();
    m_host->blade()->showArgument(id);
    QVERIFY(opened());
    QTRY_COMPARE(table() ? table()->currentRequest() : QString(), id);
    m_host->blade()->showArgument(QStringLiteral("B"));
    QTRY_COMPARE(references(), list("B"));
}

QTEST_MAIN(TestRequestsBlade)
#include "tst_requestsblade.moc"
