#include "requestspage.h"

#include "ui/blades/requeststatefilter.h"

#include <QAccessible>
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>

using namespace lockbox;
using namespace lockbox::ui;
using namespace std::chrono_literals;
using samples::Console;
using samples::list;
using samples::RequestsPage;

/// The page Customer Lockbox Requests, on a real store, by its real widgets.
class TestRequestsBlade : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_page = std::make_unique<RequestsPage>(); }
    void cleanup() { m_page.reset(); }
    void listsWhatWaitsFirst();
    void opensByClickAnywhereInTheRow();
    void searchesAsOneTypes();
    void filtersByState();
    void clearsTheFilterWhereNothingMatches();
    void saysWhenThereIsNothing();
    void refreshKeepsTheChoice();
    void readsARowAsASentence();
    void followsTheClock();
    void becomesAnotherAccount();
    void opensWhatAnotherPageAsksFor();

private:
    std::unique_ptr<RequestsPage> m_page;
};

void TestRequestsBlade::listsWhatWaitsFirst()
{
    m_page->console().pending(QStringLiteral("WAITS"));
    const QString denied = m_page->console().pending(QStringLiteral("DENIED"));
    QVERIFY(m_page->console().service().denyRequest(Console::session(samples::admin()), denied,
                                                    QStringLiteral("no")));
    m_page->console().file(QStringLiteral("HIDDEN"));
    m_page->open();
    QTRY_COMPARE(m_page->references(), list("WAITS DENIED"));
    QCOMPARE(m_page->text(0, RequestColumn::Requestor), QStringLiteral("Microsoft Engineer"));
    QCOMPARE(m_page->text(0, RequestColumn::ActionStatus), QStringLiteral("Pending"));
    QCOMPARE(m_page->text(1, RequestColumn::DecidedBy), QStringLiteral("Ada Berg"));
    QVERIFY(!m_page->text(0, RequestColumn::TimeLeft).isEmpty());
    QVERIFY(m_page->text(1, RequestColumn::TimeLeft).isEmpty());
    QTRY_COMPARE(m_page->footer(), QStringLiteral("1 waiting · 0 with open access · 2 requests"));
}

void TestRequestsBlade::opensByClickAnywhereInTheRow()
{
    const QString id = m_page->console().pending(QStringLiteral("A"));
    m_page->open();
    QTRY_COMPARE(m_page->references(), list("A"));
    const QModelIndex reason =
        m_page->table()->model()->index(0, static_cast<int>(RequestColumn::Service));
    QTest::mouseClick(m_page->table()->viewport(), Qt::LeftButton, {},
                      m_page->table()->visualRect(reason).center());
    QTRY_VERIFY(m_page->opened());
    QCOMPARE(m_page->opened()->requestId(), id);
    QCOMPARE(m_page->table()->selectionModel()->selectedRows().size(), 1);
}

void TestRequestsBlade::searchesAsOneTypes()
{
    m_page->console().pending(QStringLiteral("EXSR1"), QStringLiteral("Exchange"));
    m_page->console().pending(QStringLiteral("SPSR2"), QStringLiteral("SharePoint"));
    m_page->open();
    QTRY_COMPARE(m_page->references().size(), 2);
    auto *search = m_page->host().find<QLineEdit>("requestsSearch");
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("sps"));
    QTRY_COMPARE(m_page->references(), list("SPSR2"));
    QTRY_VERIFY(m_page->footer().endsWith(QStringLiteral("1 of 2 requests")));
}

void TestRequestsBlade::filtersByState()
{
    m_page->console().pending(QStringLiteral("WAITS"));
    const QString denied = m_page->console().pending(QStringLiteral("DENIED"));
    QVERIFY(m_page->console().service().denyRequest(Console::session(samples::admin()), denied,
                                                    QStringLiteral("no")));
    m_page->open();
    QTRY_COMPARE(m_page->references().size(), 2);
    auto *box = m_page->host().findChild<QCheckBox *>(QStringLiteral("stateFilter.denied"));
    QTRY_COMPARE(box->text(), QStringLiteral("Denied (1)"));
    box->click();
    QTRY_COMPARE(m_page->references(), list("DENIED"));
    QCOMPARE(m_page->host().find<QPushButton>("stateFilter")->text(),
             QStringLiteral("Action status: Denied"));
    box->click();
    QTRY_COMPARE(m_page->references().size(), 2);
}

void TestRequestsBlade::clearsTheFilterWhereNothingMatches()
{
    m_page->console().pending(QStringLiteral("A"));
    m_page->open();
    QTRY_COMPARE(m_page->references().size(), 1);
    m_page->host().find<QLineEdit>("requestsSearch")->setText(QStringLiteral("nowhere"));
    QTRY_VERIFY(m_page->host().find("requestsEmpty"));
    auto *clear = m_page->host().find("requestsEmpty")->findChild<QPushButton *>();
    QVERIFY(clear && clear->isVisible());
    QCOMPARE(clear->text(), QStringLiteral("Clear filter"));
    clear->click();
    QTRY_COMPARE(m_page->references(), list("A"));
    QVERIFY(m_page->host().find<QLineEdit>("requestsSearch")->text().isEmpty());
}

void TestRequestsBlade::saysWhenThereIsNothing()
{
    m_page->open();
    QTRY_VERIFY(m_page->host().find("requestsEmpty"));
    QTRY_COMPARE(m_page->footer(), QStringLiteral("0 waiting · 0 with open access · 0 requests"));
}

void TestRequestsBlade::refreshKeepsTheChoice()
{
    for (int i = 0; i < 30; ++i)
        m_page->console().pending(QStringLiteral("R%1").arg(i));
    m_page->open();
    QTRY_COMPARE(m_page->references().size(), 30);
    m_page->table()->chooseRow(29);
    const QString chosen = m_page->table()->currentRequest();
    const int y = m_page->table()->rowViewportPosition(29);
    m_page->console().pending(QStringLiteral("NEW"));
    m_page->host().blade()->refresh();
    QTRY_COMPARE(m_page->references().size(), 31);
    QCOMPARE(m_page->references().first(), QStringLiteral("NEW"));
    QCOMPARE(m_page->table()->currentRequest(), chosen);
    QCOMPARE(m_page->table()->currentIndex().row(), 30);
    // What is looked at stays where it is.
    QCOMPARE(m_page->table()->rowViewportPosition(30), y);
}

void TestRequestsBlade::readsARowAsASentence()
{
    m_page->console().pending(QStringLiteral("EXSR359123"));
    m_page->open();
    QTRY_COMPARE(m_page->references().size(), 1);
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(m_page->table());
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
    m_page->console().pending(QStringLiteral("A"));
    m_page->open();
    QTRY_COMPARE(m_page->references().size(), 1);
    const QString before = m_page->text(0, RequestColumn::TimeLeft);
    m_page->console().advance(3h);
    QTRY_VERIFY(m_page->text(0, RequestColumn::TimeLeft) != before);
    m_page->console().advance(9h);
    QTRY_COMPARE(m_page->text(0, RequestColumn::ActionStatus), QStringLiteral("Request expired"));
}

void TestRequestsBlade::becomesAnotherAccount()
{
    m_page->console().file(QStringLiteral("FILED"));
    m_page->open();
    QTRY_VERIFY(m_page->host().find("requestsEmpty"));
    m_page->console().signIn(samples::engineer());
    QTRY_COMPARE(m_page->references(), list("FILED"));
    m_page->console().signIn(samples::reader());
    QTRY_VERIFY(m_page->host().find("requestsEmpty"));
}

void TestRequestsBlade::opensWhatAnotherPageAsksFor()
{
    const QString id = m_page->console().pending(QStringLiteral("A"));
    m_page->console().pending(QStringLiteral("B"));
    m_page->open();
    m_page->host().blade()->showArgument(id);
    QVERIFY(m_page->opened());
    QTRY_COMPARE(m_page->table() ? m_page->table()->currentRequest() : QString(), id);
    m_page->host().blade()->showArgument(QStringLiteral("B"));
    QTRY_COMPARE(m_page->references(), list("B"));
}

QTEST_MAIN(TestRequestsBlade)
#include "tst_requestsblade.moc"
