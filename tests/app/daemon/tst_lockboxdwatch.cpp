#include "tests/app/daemon/lockboxd.h"
#include "tests/core/store/storefixture.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>

#include <csignal>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// What lockboxd tells those who watch over it, and what it never does.
class TestLockboxdWatch : public QObject
{
    Q_OBJECT

private slots:
    void tellsHowItIs();
    void countsMailsThatFail();
    void forgedStoreIsNotReady();
    void metricsAreForThisMachine();
    void logHoldsNoSecret_data();
    void logHoldsNoSecret();

private:
    /// An address of this machine that is not the loopback's; empty where it has none.
    static QString outsideAddress()
    {
        ifaddrs *all = nullptr;
        if (getifaddrs(&all) != 0)
            return {};
        char text[INET_ADDRSTRLEN] = "";
        for (const ifaddrs *one = all; one; one = one->ifa_next) {
            if (!one->ifa_addr || one->ifa_addr->sa_family != AF_INET
                || (one->ifa_flags & IFF_LOOPBACK) || !(one->ifa_flags & IFF_UP))
                continue;
            const auto *address = reinterpret_cast<const sockaddr_in *>(one->ifa_addr);
            inet_ntop(AF_INET, &address->sin_addr, text, sizeof text);
        }
        freeifaddrs(all);
        return QString::fromLatin1(text);
    }
};

void TestLockboxdWatch::tellsHowItIs()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(service.serve());
    QCOMPARE(service.get("/healthz").body, "ok\n");
    QCOMPARE(service.get("/readyz").body, "ready\n");
    const HttpAnswer first = service.get("/metrics");
    QCOMPARE(first.status, 200);
    QCOMPARE(first.contentType, "text/plain");
    QCOMPARE(service.metric("lockboxd_waiting"), 0.0);
    QCOMPARE(service.metric("lockboxd_requests_total{status=\"200\"}"), 4.0);
    QVERIFY(service.metric("lockboxd_up_seconds") > 0);
    QVERIFY(service.metric("process_resident_memory_bytes") > 1e6);
    const double files = service.metric("process_open_fds");
    QVERIFY(files > 5);
    QVERIFY(service.metric("process_max_fds") > files);
    // No part of the API: other ways of asking find nothing.
    for (const char *path : {"/healthz/", "/", "/v1/metrics", "/metrics/"})
        QCOMPARE(service.get(path).status, 404);
    HttpClient client(service.remote());
    QCOMPARE(need(client.ask({.method = "POST", .path = QStringLiteral("/metrics")})).status, 404);
}

void TestLockboxdWatch::countsMailsThatFail()
{
    Lockboxd service;
    service.makeStore();
    // A mail server where nothing listens any more.
    Lockboxd other;
    other.makeStore();
    QVERIFY(other.serve());
    const int port = other.port();
    other.end(SIGKILL, 10s);
    {
        const auto door = need(openLocalStore(service.store(), service.options()));
        NotificationChange change;
        change.host = QStringLiteral("127.0.0.1");
        change.port = port;
        change.security = MailSecurity::None;
        change.sender = QStringLiteral("lockbox@contoso.example");
        need(door->changeNotifications({StockTenant::administrator()}, change));
        need(filePending(*door, 1));
    }
    QVERIFY(service.serve());
    QTRY_VERIFY_WITH_TIMEOUT(service.metric("lockboxd_mails_total{outcome=\"failed\"}") > 0,
                             30'000);
    QCOMPARE(service.metric("lockboxd_mails_total{outcome=\"sent\"}"), 0.0);
}

void TestLockboxdWatch::forgedStoreIsNotReady()
{
    Lockboxd service;
    service.makeStore();
    QVERIFY(service.serve());
    QCOMPARE(service.end(SIGTERM, 10s), 0);
    // An older copy is put back.
    QVERIFY(QFile::copy(service.store(), service.path("older.store")));
    service.filePending();
    QVERIFY(QFile::remove(service.store()));
    QVERIFY(QFile::rename(service.path("older.store"), service.store()));
    QVERIFY(service.serve());
    const HttpAnswer ready = service.get("/readyz");
    QCOMPARE(ready.status, 503);
    QCOMPARE(QJsonDocument::fromJson(ready.body).object()[QStringLiteral("code")].toString(),
             QStringLiteral("logBroken"));
    QCOMPARE(service.get("/healthz").status, 200);
    // It can be read what is wrong, and nothing is changed.
    const auto door = service.doorOf(StockTenant::administrator());
    QVERIFY(need(door->info()).alarm);
    QCOMPARE(refusal(door->setEmail({StockTenant::administrator()}, StockTenant::manager(), {})),
             QStringLiteral("logBroken"));
}

void TestLockboxdWatch::metricsAreForThisMachine()
{
    const QString outside = outsideAddress();
    if (outside.isEmpty())
        QSKIP("this machine has no address but the loopback's");
    Lockboxd service;
    service.makeStore();
    service.useTls();
    service.set("listen.address", QStringLiteral("0.0.0.0"));
    QVERIFY(service.serve());
    const auto askAt = [&](const QString &address, const QByteArray &path) {
        QProcess client;
        client.start(QStringLiteral("openssl"),
                     {QStringLiteral("s_client"), QStringLiteral("-quiet"),
                      QStringLiteral("-connect"),
                      QStringLiteral("%1:%2").arg(address).arg(service.port())});
        client.write("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n");
        client.waitForFinished();
        return client.readAllStandardOutput();
    };
    QVERIFY(askAt(QStringLiteral("127.0.0.1"), "/metrics").contains("lockboxd_up_seconds"));
    QVERIFY(askAt(outside, "/healthz").endsWith("ok\n"));
    const QByteArray metrics = askAt(outside, "/metrics");
    QVERIFY2(metrics.contains(" 404 ") && !metrics.contains("lockboxd_"), metrics.constData());
}

void TestLockboxdWatch::logHoldsNoSecret_data()
{
    QTest::addColumn<QString>("format");
    QTest::newRow("text") << QStringLiteral("text");
    QTest::newRow("json") << QStringLiteral("json");
}

void TestLockboxdWatch::logHoldsNoSecret()
{
    QFETCH(QString, format);
    Lockboxd service;
    service.set("service.log", format);
    service.makeStore();
    QVERIFY(service.serve());
    const QString name = StockTenant::administrator();
    const QString code = service.invite(name);
    const auto signIn = need(redeemCode(service.remote(), code, Lockboxd::password()));
    QVERIFY(!signInToService(service.remote(), name, "another wrong password"));
    need(signInToService(service.remote(), name, Lockboxd::password()));
    need(proveToService(service.remote(signIn.token), Lockboxd::password()));
    HttpClient client(service.remote(signIn.token));
    for (const char *path : {"/v1/requests?search=Confidential", "/v1/none?search=Confidential",
                             "/v1/changes?after=Confidential", "/v1/a%0Ab%1B%5B2Jc?d=Confidential"})
        need(client.ask({.path = QString::fromLatin1(path)}));
    const QByteArray log = service.log();
    const QByteArrayList secrets{signIn.token.mid(8), Lockboxd::password(), "another wrong",
                                 code.toUtf8(),       "Confidential",       "Bearer"};
    for (const QByteArray &secret : secrets)
        QVERIFY2(!log.contains(secret), log.constData());
    QVERIFY(log.contains("/v1/sign-in/prove"));
    QVERIFY(log.contains("127.0.0.1"));
    for (const QByteArray &line : log.trimmed().split('\n')) {
        const auto json = QJsonDocument::fromJson(line).object();
        QCOMPARE(!json.isEmpty(), format == QStringLiteral("json"));
        for (const char c : line)
            QVERIFY2(uchar(c) >= ' ', line.constData());
    }
}

QTEST_GUILESS_MAIN(TestLockboxdWatch)
#include "tst_lockboxdwatch.moc"
