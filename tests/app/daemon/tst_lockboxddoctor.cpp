#include "tests/app/daemon/lockboxd.h"
#include "tests/core/store/storefixture.h"

#include <QRegularExpression>
#include <QTest>

#include <sys/resource.h>

#include <csignal>

using namespace lockbox;
using namespace lockbox::test;

/// What `lockboxd doctor` says of certificate, files, machine and mail server: what is wrong ends it, what will be is a warning.
class TestLockboxdDoctor : public QObject
{
    Q_OBJECT

private slots:
    void certificates_data();
    void certificates();
    void openFilesAreNamed();
    void fewFilesAreAWarning();
    void mailServer_data();
    void mailServer();

private:
    static Outcome doctor(const Lockboxd &service)
    {
        return service.run({QStringLiteral("doctor")});
    }
    static bool warns(const Outcome &outcome, const QByteArray &words)
    {
        for (const QByteArray &line : outcome.out.split('\n')) {
            if (line.startsWith("warning: ") && line.contains(words))
                return true;
        }
        return false;
    }
};

void TestLockboxdDoctor::certificates_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<bool>("isWarning");
    QTest::newRow("for a year") << 365 << 0 << false;
    QTest::newRow("for 22 days") << 22 << 0 << false;
    QTest::newRow("for 20 days") << 20 << 0 << true;
    QTest::newRow("until yesterday") << -1 << 1 << false;
}

void TestLockboxdDoctor::certificates()
{
    QFETCH(int, days);
    QFETCH(int, exitCode);
    QFETCH(bool, isWarning);
    Lockboxd service;
    service.makeStore();
    service.useTls(QStringLiteral("localhost"), days);
    const Outcome outcome = doctor(service);
    QVERIFY2(outcome.exitCode == exitCode, outcome.report().constData());
    QCOMPARE(warns(outcome, "the certificate is good until "), isWarning);
    if (exitCode == 0)
        QVERIFY2(outcome.out.contains("it is made out to localhost\n"), outcome.out.constData());
    else
        QVERIFY2(outcome.err.contains("cert.pem expired at 2"), outcome.err.constData());
}

void TestLockboxdDoctor::openFilesAreNamed()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(QFile::setPermissions(service.store(), QFile::ReadOwner | QFile::WriteOwner));
    const Outcome well = doctor(service);
    static const QRegularExpression space(QStringLiteral("(^|\n|: )[0-9]+ MiB are free for "));
    QVERIFY2(space.match(well.text()).hasMatch(), well.out.constData());
    QVERIFY2(well.out.contains("\nstore and keys are kept from others\n"), well.out.constData());
    QVERIFY(QFile::setPermissions(service.store(),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    const Outcome open = doctor(service);
    QCOMPARE(open.exitCode, 0);
    QVERIFY2(warns(open, service.store().toUtf8()), open.out.constData());
    QVERIFY(!open.out.contains("kept from others"));
}

void TestLockboxdDoctor::fewFilesAreAWarning()
{
    Lockboxd service;
    service.makeStore();
    service.set("listen.connections", QStringLiteral("100"));
    QVERIFY(doctor(service).out.contains("\n100 connections can be open\n"));
    // What this process may have open, its children may.
    rlimit limit{};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &limit), 0);
    service.set("listen.connections", QStringLiteral("1000000"));
    if (limit.rlim_max > 1'000'256)
        QSKIP("a process may have any number of files open here");
    QVERIFY(warns(doctor(service), "LimitNOFILE"));
}

void TestLockboxdDoctor::mailServer_data()
{
    QTest::addColumn<bool>("isSet");
    QTest::addColumn<bool>("isThere");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("not set") << false << false << QByteArray("no notices are sent: ");
    QTest::newRow("nobody there") << true << false << QByteArray("can't be reached: ");
    QTest::newRow("there") << true << true << QByteArray();
}

void TestLockboxdDoctor::mailServer()
{
    QFETCH(bool, isSet);
    QFETCH(bool, isThere);
    QFETCH(QByteArray, words);
    Lockboxd service;
    service.makeStore();
    // Something that listens; what it is, nobody asks.
    Lockboxd other;
    other.makeStore();
    QVERIFY(other.serve());
    const int port = other.port();
    if (!isThere)
        other.end(SIGKILL, std::chrono::seconds(10));
    if (isSet) {
        const auto door = need(openLocalStore(service.store(), service.options()));
        NotificationChange change;
        change.host = QStringLiteral("127.0.0.1");
        change.port = port;
        change.security = MailSecurity::None;
        change.sender = QStringLiteral("lockbox@contoso.example");
        need(door->changeNotifications({StockTenant::administrator()}, change));
    }
    const Outcome outcome = doctor(service);
    QVERIFY2(outcome.exitCode == 0, outcome.report().constData());
    if (words.isEmpty())
        QVERIFY2(outcome.out.contains("can be reached\n"), outcome.out.constData());
    else
        QVERIFY2(warns(outcome, words), outcome.out.constData());
}

QTEST_GUILESS_MAIN(TestLockboxdDoctor)
#include "tst_lockboxddoctor.moc"
