#include "tests/support/fakelog.h"
#include "ui/async/logwatch.h"
#include "ui/async/servicerunner.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;

using Face = LogWatch::Face;

/// What the console knows of the log: from its state, from verifications now and before, and from
/// alarms.
class TestLogWatch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void isHiddenFromWhoMayNotRead();
    void isHiddenWhereThereIsNoLog();
    void verifiesASmallLogOnceByItself();
    void leavesALargeLogUntilAsked();
    void remembersFromStartToStart();
    void tellsNewEvents();
    void forgetsWhatAnotherLogWas_data();
    void forgetsWhatAnotherLogWas();
    void tellsFindingsAndKeepsThem();
    void aBrokenLogIsAFinding();
    void aLogWhoseStateIsBrokenIsVerified();
    void anotherVerificationEndsAFailure();
    void tellsHowFarItIsAndStops();
    void stopsForWhoMayNoLongerRead();
    void saysWhyItCouldNotVerify();
    void alarmsStandAboveAll();
    void alarmsEnd();
    void storesAreToldApart();

private:
    void start(const QString &location = QStringLiteral("/stores/contoso.lockbox"));
    void verify();

    QTemporaryDir m_folder;
    std::unique_ptr<FakeLog> m_log;
    std::unique_ptr<ServiceRunner> m_runner;
    std::unique_ptr<LogWatch> m_watch;
};

void TestLogWatch::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
}

void TestLogWatch::init()
{
    QSettings().clear();
    m_log = std::make_unique<FakeLog>();
}

void TestLogWatch::cleanup()
{
    m_watch.reset();
    m_runner.reset();
}

/// As at a start of the program.
void TestLogWatch::start(const QString &location)
{
    m_watch.reset();
    m_runner = std::make_unique<ServiceRunner>(m_log->factory());
    m_watch = std::make_unique<LogWatch>(*m_runner, m_log->factory());
    m_watch->setInfo({.location = location});
    m_watch->setReader({.userPrincipalName = QStringLiteral("rea@contoso.example")}, true);
    m_watch->refresh();
}

void TestLogWatch::verify()
{
    QSignalSpy verified(m_watch.get(), &LogWatch::verified);
    m_watch->verify();
    QTRY_COMPARE(verified.size(), 1);
}

void TestLogWatch::isHiddenFromWhoMayNotRead()
{
    start();
    m_watch->setReader({.userPrincipalName = QStringLiteral("eng@provider.example")}, false);
    QCOMPARE(m_watch->face(), Face::Hidden);
    const int before = m_log->readCount();
    m_watch->refresh();
    m_watch->verify();
    QTRY_VERIFY(!m_runner->isBusy());
    QVERIFY(m_log->readCount() - before <= 1); // the start's own call may be on its way
    QCOMPARE(m_watch->face(), Face::Hidden);
    QVERIFY(!m_watch->progress());
}

void TestLogWatch::isHiddenWhereThereIsNoLog()
{
    m_log->setState(failure(ErrorCode::NotSupported, QStringLiteral("no log")));
    start();
    QTRY_VERIFY(m_log->readCount() > 0 && !m_runner->isBusy());
    QCOMPARE(m_watch->face(), Face::Hidden);
    QCOMPARE(m_log->verificationCount(), 0);
}

void TestLogWatch::verifiesASmallLogOnceByItself()
{
    m_log->setState(LogState{.head = head(5)});
    start();
    QTRY_COMPARE(m_watch->face(), Face::Verified);
    QCOMPARE(m_watch->check()->at, noon());
    QCOMPARE(m_log->verifier(), QStringLiteral("rea@contoso.example"));
    m_watch->refresh();
    QTRY_VERIFY(!m_runner->isBusy());
    QCOMPARE(m_log->verificationCount(), 1);
}

void TestLogWatch::leavesALargeLogUntilAsked()
{
    m_log->setState(LogState{.head = head(LogWatch::smallLog + 1)});
    m_log->setVerification(LogVerification{.head = head(LogWatch::smallLog + 1), .at = noon()});
    start();
    QTRY_COMPARE(m_watch->face(), Face::Unverified);
    QTRY_VERIFY(!m_runner->isBusy());
    QCOMPARE(m_log->verificationCount(), 0);
    verify();
    QTRY_COMPARE(m_watch->face(), Face::Verified);
}

void TestLogWatch::remembersFromStartToStart()
{
    const qint64 size = LogWatch::smallLog + 1;
    m_log->setState(LogState{.head = head(size)});
    m_log->setVerification(LogVerification{.head = head(size), .at = noon()});
    start();
    verify();
    start();
    QTRY_COMPARE(m_watch->face(), Face::Verified);
    QCOMPARE(m_watch->check(), (LogCheck{.head = head(size), .at = noon(), .finding = {}}));
    QCOMPARE(m_log->verificationCount(), 1);
}

void TestLogWatch::tellsNewEvents()
{
    start();
    QTRY_COMPARE(m_watch->face(), Face::Verified);
    m_log->setState(LogState{.head = head(8)});
    m_watch->refresh();
    QTRY_COMPARE(m_watch->face(), Face::Grown);
    QCOMPARE(m_watch->newEvents(), 3);
    QCOMPARE(m_watch->check()->head.size, 5);
}

void TestLogWatch::forgetsWhatAnotherLogWas_data()
{
    QTest::addColumn<LogHead>("now");
    QTest::newRow("shorter") << head(4);
    QTest::newRow("another root") << head(5, QStringLiteral("other"));
    LogHead other = head(7);
    other.origin = QStringLiteral("lockbox/fabrikam");
    QTest::newRow("another tenant's") << other;
}

void TestLogWatch::forgetsWhatAnotherLogWas()
{
    QFETCH(LogHead, now);
    start();
    QTRY_COMPARE(m_watch->face(), Face::Verified);
    m_log->setState(LogState{.head = now});
    m_watch->refresh();
    QTRY_COMPARE(m_watch->face(), Face::Unverified);
    QVERIFY(!LogMemory(QStringLiteral("/stores/contoso.lockbox")).check());
}

void TestLogWatch::tellsFindingsAndKeepsThem()
{
    const LogFinding finding{.seq = 3,
                             .request = QStringLiteral("id"),
                             .user = QStringLiteral("ada@contoso.example"),
                             .field = QStringLiteral("reason"),
                             .message = QStringLiteral("event 3 was changed")};
    m_log->setVerification(LogVerification{.head = head(5), .at = noon(), .finding = finding});
    start();
    QTRY_COMPARE(m_watch->face(), Face::Failed);
    QCOMPARE(*m_watch->check()->finding, finding);
    // New events mend nothing, nor does a new start.
    m_log->setState(LogState{.head = head(LogWatch::smallLog + 1)});
    start();
    QTRY_VERIFY(m_watch->state());
    QCOMPARE(m_watch->face(), Face::Failed);
    QCOMPARE(*m_watch->check()->finding, finding);
}

void TestLogWatch::aBrokenLogIsAFinding()
{
    m_log->setVerification(failure(ErrorCode::LogBroken, QStringLiteral("the tree has no root")));
    start();
    QTRY_COMPARE(m_watch->face(), Face::Failed);
    QCOMPARE(m_watch->check()->finding->message, QStringLiteral("the tree has no root"));
    QCOMPARE(m_watch->check()->head, head(5));
    QCOMPARE(m_watch->check()->at, noon());
}

void TestLogWatch::aLogWhoseStateIsBrokenIsVerified()
{
    m_log->setState(failure(ErrorCode::LogBroken, QStringLiteral("the head can't be read")));
    m_log->setVerification(failure(ErrorCode::LogBroken, QStringLiteral("the head can't be read")));
    start();
    QTRY_COMPARE(m_watch->face(), Face::Failed);
    m_watch->refresh();
    QTRY_VERIFY(!m_runner->isBusy());
    QCOMPARE(m_log->verificationCount(), 1);
}

void TestLogWatch::anotherVerificationEndsAFailure()
{
    m_log->setVerification(
        LogVerification{.head = head(5), .at = noon(), .finding = LogFinding{.seq = 3}});
    start();
    QTRY_COMPARE(m_watch->face(), Face::Failed);
    m_log->setVerification(LogVerification{.head = head(5), .at = noon()});
    verify();
    QCOMPARE(m_watch->face(), Face::Verified);
    QVERIFY(!m_watch->hasFailed());
}

void TestLogWatch::tellsHowFarItIsAndStops()
{
    m_log->setGate(true);
    start();
    QTRY_VERIFY(m_watch->progress() && m_watch->progress()->total == 100);
    QCOMPARE(m_watch->face(), Face::Verifying);
    QCOMPARE(m_watch->progress()->percent(), 1);
    QSignalSpy failed(m_watch.get(), &LogWatch::failed);
    m_watch->stop();
    QTRY_VERIFY(!m_watch->progress());
    QCOMPARE(m_watch->face(), Face::Unverified);
    QVERIFY(failed.isEmpty());
    m_log->setGate(false);
    verify();
    QCOMPARE(m_watch->face(), Face::Verified);
}

void TestLogWatch::stopsForWhoMayNoLongerRead()
{
    m_log->setGate(true);
    start();
    QTRY_COMPARE(m_watch->face(), Face::Verifying);
    m_watch->setReader({.userPrincipalName = QStringLiteral("eng@provider.example")}, false);
    QCOMPARE(m_watch->face(), Face::Hidden);
    QTRY_VERIFY(!m_watch->progress());
}

void TestLogWatch::saysWhyItCouldNotVerify()
{
    m_log->setState(LogState{.head = head(LogWatch::smallLog + 1)});
    m_log->setVerification(failure(ErrorCode::StoreLocked, QStringLiteral("busy")));
    start();
    QTRY_COMPARE(m_watch->face(), Face::Unverified);
    QSignalSpy failed(m_watch.get(), &LogWatch::failed);
    m_watch->verify();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<Error>().code, ErrorCode::StoreLocked);
    QCOMPARE(m_watch->face(), Face::Unverified);
}

void TestLogWatch::alarmsStandAboveAll()
{
    m_log->setState(LogState{.head = head(5), .alarm = alarm()});
    start();
    QTRY_COMPARE(m_watch->face(), Face::Alarm);
    QTRY_VERIFY(!m_runner->isBusy());
    QCOMPARE(m_log->verificationCount(), 0);
    verify(); // on demand it is
    QCOMPARE(m_watch->face(), Face::Alarm);
    // Who may not read the history still learns of it.
    LogWatch other(*m_runner, m_log->factory());
    other.setInfo({.alarm = alarm()});
    other.setReader({.userPrincipalName = QStringLiteral("eng@provider.example")}, false);
    QCOMPARE(other.alarm(), alarm());
}

void TestLogWatch::alarmsEnd()
{
    m_log->setState(LogState{.head = head(5), .alarm = alarm()});
    start();
    QTRY_COMPARE(m_watch->face(), Face::Alarm);
    m_log->setState(LogState{.head = head(5)});
    m_watch->refresh();
    QTRY_COMPARE(m_watch->face(), Face::Verified);
    m_watch->setInfo({.location = QStringLiteral("/stores/contoso.lockbox"), .alarm = alarm()});
    QCOMPARE(m_watch->face(), Face::Alarm);
    m_watch->setInfo({.location = QStringLiteral("/stores/contoso.lockbox")});
    QCOMPARE(m_watch->face(), Face::Verified);
}

void TestLogWatch::storesAreToldApart()
{
    m_log->setState(LogState{.head = head(LogWatch::smallLog + 1)});
    m_log->setVerification(LogVerification{.head = head(LogWatch::smallLog + 1), .at = noon()});
    start(QStringLiteral("/stores/a"));
    verify();
    start(QStringLiteral("/stores/b"));
    QTRY_COMPARE(m_watch->face(), Face::Unverified);
    start(QStringLiteral("/stores/a"));
    QTRY_COMPARE(m_watch->face(), Face::Verified);
}

QTEST_GUILESS_MAIN(TestLogWatch)
#include "tst_logwatch.moc"
