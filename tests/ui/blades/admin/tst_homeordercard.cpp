#include "tests/support/fakelog.h"
#include "ui/blades/homeordercard.h"

#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;

/// The card on Home says whether everything is in order, the log too.
class TestHomeOrderCard : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void tellsOfTheSettingAndTheApprovers();
    void tellsOfNotices_data();
    void tellsOfNotices();
    void tellsOfTheLog();
    void theLogIsHiddenFromWhoMayNotReadIt();
    void leadsToThePages();

private:
    QString text(const char *name) const
    {
        return m_card->findChild<QLabel *>(QString::fromLatin1(name))->text();
    }
    bool isLogShown() const
    {
        return m_card->findChild<QLabel *>(QStringLiteral("homeLog"))->isVisibleTo(m_card.get());
    }
    void showLog() { m_card->showLog(m_context->log(), noon() + std::chrono::hours(1)); }

    QTemporaryDir m_folder;
    std::unique_ptr<FakeLog> m_log;
    std::unique_ptr<ConsoleContext> m_context;
    std::unique_ptr<HomeOrderCard> m_card;
};

void TestHomeOrderCard::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
}

void TestHomeOrderCard::init()
{
    QSettings().clear();
    m_context.reset();
    m_log = std::make_unique<FakeLog>();
    m_context = std::make_unique<ConsoleContext>(m_log->factory());
    m_context->setAccount({.userPrincipalName = QStringLiteral("ada@contoso.example"),
                           .roles = {Role::SecurityReader}});
    m_card = std::make_unique<HomeOrderCard>();
}

void TestHomeOrderCard::tellsOfTheSettingAndTheApprovers()
{
    Overview overview{.policy = {.requireApproval = true}, .approvers = 3};
    m_card->show(overview, QStringLiteral("Microsoft"));
    QCOMPARE(text("homeSetting"), QStringLiteral("Approval is required for all data access "
                                                 "requests."));
    QCOMPARE(text("homeApprovers"), QStringLiteral("All 3 approvers can be reached by e-mail."));
    overview = {.policy = {}, .approvers = 1, .unreachableApprovers = 1};
    m_card->show(overview, QStringLiteral("Microsoft"));
    QVERIFY(text("homeSetting").contains(QStringLiteral("Microsoft decides alone")));
    QCOMPARE(text("homeApprovers"),
             QStringLiteral("The only approver can't be reached by e-mail."));
}

void TestHomeOrderCard::tellsOfNotices_data()
{
    QTest::addColumn<qint64>("undeliverable");
    QTest::addColumn<qint64>("failed");
    QTest::addColumn<QString>("trouble");
    QTest::addColumn<QString>("told");
    QTest::newRow("all is well") << 0LL << 0LL << QString()
                                 << QStringLiteral(
                                        "All notices have arrived, or are on their way.");
    QTest::newRow("one lost") << 1LL << 0LL << QString()
                              << QStringLiteral("1 notice could not be delivered.");
    QTest::newRow("both") << 2LL << 3LL << QString()
                          << QStringLiteral("2 notices could not be delivered. 3 notices failed "
                                            "and will be tried again.");
    QTest::newRow("one failed") << 0LL << 1LL << QString()
                                << QStringLiteral("1 notice failed and will be tried again.");
    QTest::newRow("no mail") << 0LL << 2LL << QStringLiteral("no mail server is set")
                             << QStringLiteral("No mail can go out: no mail server is set. 2 "
                                               "notices failed and will be tried again.");
}

void TestHomeOrderCard::tellsOfNotices()
{
    QFETCH(qint64, undeliverable);
    QFETCH(qint64, failed);
    QFETCH(QString, trouble);
    QFETCH(QString, told);
    const Overview overview{.deliveries = {{DeliveryState::Undeliverable, undeliverable},
                                           {DeliveryState::Failed, failed},
                                           {DeliveryState::Queued, 5}},
                            .mailTrouble = trouble};
    m_card->show(overview, QStringLiteral("Microsoft"));
    QCOMPARE(text("homeNotices"), told);
    QSignalSpy pages(m_card.get(), &HomeOrderCard::pageRequested);
    QSignalSpy notices(m_card.get(), &HomeOrderCard::noticesRequested);
    m_card->findChild<QPushButton *>(QStringLiteral("homeNoticesButton"))->click();
    QCOMPARE(pages.size(), trouble.isEmpty() ? 0 : 1);
    QCOMPARE(notices.size(), trouble.isEmpty() ? 1 : 0);
}

void TestHomeOrderCard::tellsOfTheLog()
{
    m_log->setState(LogState{.head = head(LogWatch::smallLog + 1)});
    m_context->log().refresh();
    QTRY_VERIFY(m_context->log().state());
    showLog();
    QCOMPARE(text("homeLog"), QStringLiteral("The log has not been verified here yet."));
    m_log->setVerification(LogVerification{.head = head(LogWatch::smallLog + 1), .at = noon()});
    m_context->log().verify();
    showLog();
    QCOMPARE(text("homeLog"), QStringLiteral("The log is being verified: 0 %."));
    QTRY_COMPARE(m_context->log().face(), LogWatch::Face::Verified);
    showLog();
    QCOMPARE(text("homeLog"),
             QStringLiteral("Log verified today at 13:00: 20,001 events, nothing is wrong."));
    m_log->setVerification(LogVerification{.head = head(LogWatch::smallLog + 1),
                                           .at = noon(),
                                           .finding = LogFinding{.user = QStringLiteral("ben")}});
    m_context->log().verify();
    QTRY_COMPARE(m_context->log().face(), LogWatch::Face::Failed);
    showLog();
    QCOMPARE(text("homeLog"),
             QStringLiteral("Log verified today at 13:00: something is wrong with the user ben."));
}

void TestHomeOrderCard::theLogIsHiddenFromWhoMayNotReadIt()
{
    m_context->log().refresh();
    QTRY_VERIFY(m_context->log().check());
    showLog();
    QVERIFY(isLogShown());
    m_context->setAccount({.userPrincipalName = QStringLiteral("eng@provider.example"),
                           .side = Side::Provider,
                           .roles = {Role::Engineer}});
    showLog();
    QVERIFY(!isLogShown());
}

void TestHomeOrderCard::leadsToThePages()
{
    QSignalSpy pages(m_card.get(), &HomeOrderCard::pageRequested);
    for (const char *name : {"homeSettingButton", "homeApproversButton", "homeLogButton"})
        m_card->findChild<QPushButton *>(QString::fromLatin1(name))->click();
    QCOMPARE(pages.size(), 3);
    QCOMPARE(pages[0][0].toString(), QStringLiteral("security"));
    QCOMPARE(pages[1][0].toString(), QStringLiteral("users"));
    QCOMPARE(pages[2][0].toString(), QStringLiteral("auditlog"));
}

QTEST_MAIN(TestHomeOrderCard)
#include "tst_homeordercard.moc"
