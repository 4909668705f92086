#include "core/remote/remotelockbox.h"
#include "tests/app/daemon/lockboxd.h"
#include "tests/core/store/storefixture.h"
#include "tests/support/certificates.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <future>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// A certificate that is renewed while the service runs: new connections get it, those that run go on, and a bad one changes nothing.
class TestLockboxdCertificate : public QObject
{
    Q_OBJECT

private slots:
    void renewedIsTaken_data();
    void renewedIsTaken();
    void connectionsGoOn();
    void badOneIsNotTaken_data();
    void badOneIsNotTaken();
    void withoutTlsNothingIsRead();

private:
    /// Another authority and another pair for `name`, in the service's folder "new".
    static void renew(const Lockboxd &service, const QString &name = QStringLiteral("localhost"),
                      int days = 1)
    {
        if (!QDir(service.path("")).mkdir(QStringLiteral("new")))
            qFatal("no folder");
        makeCertificates(service.path("new"), name, days);
    }
    /// Puts a file where the service has its own; under another name first, as certbot does, so that it is never half there.
    static void put(const Lockboxd &service, const char *from, const char *to)
    {
        const QString half = service.path("half");
        if (!QFile::copy(service.path(from), half)
            || ::rename(QFile::encodeName(half).constData(),
                        QFile::encodeName(service.path(to)).constData())
                   != 0)
            qFatal("%s can't be put", from);
    }
    static void write(const Lockboxd &service, const char *name, const QByteArray &content)
    {
        QFile file(service.path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s can't be written", name);
    }
    /// What a client says on a new connection that trusts this authority; "" where it is content.
    static QString trouble(const Lockboxd &service, const char *authority)
    {
        RemoteOptions options = service.remote();
        options.caFile = service.path(authority);
        const auto answer = HttpClient(options).ask({.path = QStringLiteral("/healthz")});
        return answer ? QString() : answer.error().message;
    }
    static bool isTrusted(const Lockboxd &service, const char *authority)
    {
        return trouble(service, authority).isEmpty();
    }
};

void TestLockboxdCertificate::renewedIsTaken_data()
{
    QTest::addColumn<bool>("isAsked");
    QTest::newRow("at SIGHUP") << true;
    QTest::newRow("when the files change") << false;
}

void TestLockboxdCertificate::renewedIsTaken()
{
    QFETCH(bool, isAsked);
    Lockboxd service;
    service.makeStore();
    service.useTls();
    renew(service);
    QVERIFY(service.serve());
    const double before = service.metric("lockboxd_certificate_expiry_timestamp_seconds");
    QVERIFY(isTrusted(service, "ca.pem"));
    QVERIFY(!isTrusted(service, "new/ca.pem"));
    put(service, "new/cert.pem", "cert.pem");
    put(service, "new/key.pem", "key.pem");
    if (isAsked)
        service.signal(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(isTrusted(service, "new/ca.pem"), 20'000);
    QVERIFY2(trouble(service, "ca.pem").contains(QStringLiteral("trusted")),
             qPrintable(trouble(service, "ca.pem")));
    QVERIFY2(service.log().contains(" the certificate is taken until=2"),
             service.log().constData());
    put(service, "new/ca.pem", "ca.pem"); // what remote() trusts
    QVERIFY(before - service.metric("lockboxd_certificate_expiry_timestamp_seconds") > 86'000);
    QCOMPARE(service.metric("lockboxd_certificates_taken_total"), 1.0);
    QCOMPARE(service.metric("lockboxd_certificates_refused_total"), 0.0);
    QCOMPARE(service.end(SIGTERM, 10s), 0);
}

void TestLockboxdCertificate::connectionsGoOn()
{
    Lockboxd service;
    service.makeStore();
    service.useTls();
    renew(service);
    QVERIFY(service.serve());
    const QString name = StockTenant::administrator();
    const QByteArray token = service.enter(name).token;
    HttpClient open(service.remote(token));
    QCOMPARE(need(open.ask({.path = QStringLiteral("/v1/changes?after=-1&wait=0s")})).status, 200);
    const auto door = need(openRemoteStore(service.remote(token)));
    const qint64 head = need(door->changes({name}, -1, 0s, {})).head;
    auto waiting = std::async(std::launch::async, [&, options = service.remote(token)] {
        return HttpClient(options).ask(
            {.path = QStringLiteral("/v1/changes?after=%1&wait=30s").arg(head)});
    });
    QTRY_COMPARE_WITH_TIMEOUT(service.metric("lockboxd_waiting"), 1.0, 20'000);
    put(service, "new/cert.pem", "cert.pem");
    put(service, "new/key.pem", "key.pem");
    service.signal(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(isTrusted(service, "new/ca.pem"), 20'000);
    // On connections that trust only the authority from before.
    QCOMPARE(need(open.ask({.path = QStringLiteral("/healthz")})).status, 200);
    QVERIFY(waiting.wait_for(0s) == std::future_status::timeout);
    service.filePending();
    QVERIFY(waiting.wait_for(20s) == std::future_status::ready);
    const HttpAnswer news = need(waiting.get());
    QCOMPARE(news.status, 200);
    QVERIFY2(news.body.contains("\"head\":") && !news.body.contains("\"value\":[]"),
             news.body.constData());
    QCOMPARE(service.end(SIGTERM, 10s), 0);
}

void TestLockboxdCertificate::badOneIsNotTaken_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("broken certificate") << QStringLiteral("broken") << QByteArray("certificate");
    QTest::newRow("key of another") << QStringLiteral("mismatch") << QByteArray("don't fit");
    QTest::newRow("key of everybody") << QStringLiteral("mode") << QByteArray("0600");
    QTest::newRow("no key") << QStringLiteral("none") << QByteArray("key.pem can't be read");
    QTest::newRow("expired") << QStringLiteral("expired") << QByteArray("expired at 2");
}

void TestLockboxdCertificate::badOneIsNotTaken()
{
    QFETCH(QString, what);
    QFETCH(QByteArray, words);
    Lockboxd service;
    service.makeStore();
    service.useTls();
    renew(service, QStringLiteral("localhost"), what == QStringLiteral("expired") ? -1 : 1);
    QVERIFY(service.serve());
    if (what == QStringLiteral("broken"))
        write(service, "new/cert.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n");
    put(service, "new/cert.pem", "cert.pem");
    if (what == QStringLiteral("none"))
        QVERIFY(QFile::remove(service.path("key.pem")));
    else if (what != QStringLiteral("mismatch"))
        put(service, "new/key.pem", "key.pem");
    if (what == QStringLiteral("mode"))
        QVERIFY(QFile::setPermissions(service.path("key.pem"),
                                      QFileDevice::ReadOwner | QFileDevice::ReadOther));
    service.signal(SIGHUP);
    const QByteArray line = " the certificate is not taken, the one before goes on: ";
    QTRY_VERIFY_WITH_TIMEOUT(service.log().contains(line), 20'000);
    QVERIFY2(service.log().contains(words), service.log().constData());
    QVERIFY(isTrusted(service, "ca.pem"));
    QVERIFY(service.metric("lockboxd_certificates_refused_total") >= 1);
    QCOMPARE(service.metric("lockboxd_certificates_taken_total"), 0.0);
    // What is put right is taken.
    if (what == QStringLiteral("mode")) {
        QVERIFY(QFile::setPermissions(service.path("key.pem"), QFileDevice::ReadOwner));
        QTRY_VERIFY_WITH_TIMEOUT(isTrusted(service, "new/ca.pem"), 20'000);
    }
}

void TestLockboxdCertificate::withoutTlsNothingIsRead()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(service.serve());
    service.signal(SIGHUP);
    QTRY_VERIFY(service.log().contains("there is no certificate to read again"));
    QCOMPARE(service.get("/healthz").status, 200);
    QCOMPARE(service.metric("lockboxd_certificate_expiry_timestamp_seconds"), -1.0);
}

QTEST_GUILESS_MAIN(TestLockboxdCertificate)
#include "tst_lockboxdcertificate.moc"
