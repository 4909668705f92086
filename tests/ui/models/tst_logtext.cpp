#include "tests/support/fakelog.h"
#include "ui/async/servicerunner.h"
#include "ui/models/logtext.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace lockbox;
using namespace lockbox::ui;
using namespace lockbox::samples;
using namespace std::chrono_literals;

using Face = LogWatch::Face;

namespace {

LogState state(qint64 size)
{
    return {.head = head(size, QStringLiteral("9Xk2aZ0qLm")),
            .verifierKey = QStringLiteral("lockbox/contoso+key"),
            .canSign = true,
            .signedSize = size};
}

} // namespace

/// What is said about the log is short in the title bar, and whole elsewhere.
class TestLogText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void verified();
    void grown();
    void unverified();
    void verifying();
    void failed();
    void alarmed();
    void signatures_data();
    void signatures();
    void countsOne();

private:
    void start(const LogState &state);
    QString badge(Timestamp now = noon() + 1h) const { return logBadgeText(*m_watch, now); }
    QString shortBadge() const { return logBadgeShortText(*m_watch, noon() + 1h); }
    QString sentence(Timestamp now = noon() + 1h) const { return logSentence(*m_watch, now); }

    QTemporaryDir m_folder;
    std::unique_ptr<FakeLog> m_log;
    std::unique_ptr<ServiceRunner> m_runner;
    std::unique_ptr<LogWatch> m_watch;
};

void TestLogText::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("lockbox-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
}

void TestLogText::init()
{
    QSettings().clear();
    m_log = std::make_unique<FakeLog>();
}

void TestLogText::cleanup()
{
    m_watch.reset();
    m_runner.reset();
}

void TestLogText::start(const LogState &state)
{
    m_log->setState(state);
    m_log->setVerification(LogVerification{.head = state.head, .at = noon()});
    m_runner = std::make_unique<ServiceRunner>(m_log->factory());
    m_watch = std::make_unique<LogWatch>(*m_runner, m_log->factory());
    m_watch->setReader({.userPrincipalName = QStringLiteral("rea@contoso.example")}, true);
    m_watch->refresh();
}

void TestLogText::verified()
{
    start(state(1234));
    QTRY_COMPARE(m_watch->face(), Face::Verified);
    QCOMPARE(badge(), QStringLiteral("Log verified 13:00 · 1,234 events · 9Xk2aZ0q"));
    QCOMPARE(shortBadge(), QStringLiteral("Log verified 13:00"));
    QCOMPARE(sentence(), QStringLiteral("Log verified today at 13:00: 1,234 events, nothing is "
                                        "wrong."));
    const Timestamp nextDay = noon() + 24h;
    QCOMPARE(badge(nextDay), QStringLiteral("Log verified 5 Feb · 1,234 events · 9Xk2aZ0q"));
    QVERIFY(sentence(nextDay).contains(QStringLiteral("verified on 5 February 2026 13:00")));
    QVERIFY(logTrouble(*m_watch).isEmpty());
}

void TestLogText::grown()
{
    start(state(5));
    QTRY_COMPARE(m_watch->face(), Face::Verified);
    m_log->setState(state(1505));
    m_watch->refresh();
    QTRY_COMPARE(m_watch->face(), Face::Grown);
    QCOMPARE(badge(), QStringLiteral("Log verified 13:00 · 1,500 new events"));
    QCOMPARE(shortBadge(), QStringLiteral("Log: 1,500 new events"));
    QCOMPARE(sentence(), QStringLiteral("Log verified today at 13:00: 5 events. 1,500 new events "
                                        "since."));
}

void TestLogText::unverified()
{
    start(state(LogWatch::smallLog + 1));
    QTRY_COMPARE(m_watch->face(), Face::Unverified);
    QCOMPARE(badge(), QStringLiteral("Log not verified · 20,001 events"));
    QCOMPARE(shortBadge(), QStringLiteral("Log not verified"));
    QCOMPARE(sentence(), QStringLiteral("The log has not been verified here yet."));
}

void TestLogText::verifying()
{
    m_log->setGate(true);
    start(state(5));
    QTRY_VERIFY(m_watch->progress() && m_watch->progress()->done > 0);
    QCOMPARE(badge(), QStringLiteral("Verifying log 1 %"));
    QCOMPARE(sentence(), QStringLiteral("The log is being verified: 1 %."));
    m_log->setGate(false);
    QTRY_COMPARE(m_watch->face(), Face::Verified);
}

void TestLogText::failed()
{
    start(state(5));
    QTRY_COMPARE(m_watch->face(), Face::Verified);
    m_log->setVerification(LogVerification{
        .head = state(5).head,
        .at = noon(),
        .finding = LogFinding{.seq = 3,
                              .message = QStringLiteral("the leaf of event 3 has another hash")}});
    m_watch->verify();
    QTRY_COMPARE(m_watch->face(), Face::Failed);
    QCOMPARE(badge(), QStringLiteral("Log verification failed"));
    QCOMPARE(sentence(),
             QStringLiteral("Log verified today at 13:00: something is wrong with event "
                            "3."));
    QCOMPARE(logTrouble(*m_watch),
             QStringLiteral("The verification of the log failed, on 5 February 2026 13:00 (12:00 "
                            "UTC). The leaf of event 3 has another hash."));
}

void TestLogText::alarmed()
{
    LogState alarmed = state(5);
    alarmed.alarm = alarm();
    start(alarmed);
    QTRY_COMPARE(m_watch->face(), Face::Alarm);
    QCOMPARE(badge(), QStringLiteral("Log alarm"));
    QVERIFY(logTrouble(*m_watch).startsWith(
        QStringLiteral("The store was rolled back. Nothing can be decided or changed")));
}

void TestLogText::signatures_data()
{
    QTest::addColumn<LogState>("log");
    QTest::addColumn<QString>("text");
    QTest::newRow("whole") << state(5) << QStringLiteral("Signed as a whole by lockbox/contoso.");
    LogState part = state(1500);
    part.signedSize = 1234;
    QTest::newRow("part") << part << QStringLiteral("Signed up to event 1,234 by lockbox/contoso.");
    LogState none = state(5);
    none.signedSize = 0;
    QTest::newRow("none") << none << QStringLiteral("Not signed yet.");
    LogState keyless = none;
    keyless.verifierKey.clear();
    QTest::newRow("no key") << keyless
                            << QStringLiteral("The log has no key, so it is not signed.");
    LogState mute = state(5);
    mute.canSign = false;
    mute.cannotSignReason = QStringLiteral("the private key is not here");
    QTest::newRow("can't sign") << mute
                                << QStringLiteral("Signed as a whole by lockbox/contoso.\nThis "
                                                  "program can't sign it: the private key is not "
                                                  "here.");
}

void TestLogText::signatures()
{
    QFETCH(LogState, log);
    QFETCH(QString, text);
    start(log);
    QTRY_VERIFY(m_watch->state());
    const QString details = logDetails(*m_watch);
    QVERIFY2(details.endsWith(QLatin1Char('\n') + text), qPrintable(details));
    QVERIFY2(details.contains(QStringLiteral("root ") + log.head.root), qPrintable(details));
}

void TestLogText::countsOne()
{
    QCOMPARE(eventCountText(1), QStringLiteral("1 event"));
    QCOMPARE(eventCountText(0), QStringLiteral("0 events"));
}

QTEST_GUILESS_MAIN(TestLogText)
#include "tst_logtext.moc"
