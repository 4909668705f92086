#include "tests/core/httpd/hostedapi.h"
#include "tests/core/httpd/rawclient.h"
#include "tests/support/certificates.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Who is slow, with a question, with a handshake or with taking an answer, loses the connection, however busy it looks; nobody else waits.
class TestSlow : public QObject
{
    Q_OBJECT

private slots:
    void trickleIsEnded_data();
    void trickleIsEnded();
    void silenceInTlsIsEnded_data();
    void silenceInTlsIsEnded();
    void whoDoesNotReadIsLeft();
    void whoReadsSlowlyIsLeft();
    void waitingForNewsIsNotSlow();
    void idleConnectionsKeepNobody();
    void bodiesAreHeldUpToALimit();
};

static QByteArray postHead(const QByteArray &headers)
{
    return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}

/// Sends bytes one by one, each within the patience for silence, until the other side has enough.
static void trickle(RawClient &client, const QByteArray &bytes)
{
    for (int i = 0; i < 600 && !client.isClosed(); ++i) {
        if (!client.send(QByteArray(1, bytes[i % bytes.size()])))
            return;
        client.read(4096, 50ms);
    }
    QVERIFY(client.isClosed());
}

void TestSlow::trickleIsEnded_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &begin, const QByteArray &bytes) {
        QTest::newRow(name) << begin << bytes;
    };
    row("an address", "GET /", "x");
    row("headers", "GET /v1/info HTTP/1.1\r\nHost: localhost\r\n", "X: y\r\n");
    row("a body", postHead("Content-Length: 100000\r\n"), "x");
    row("chunks", postHead("Transfer-Encoding: chunked\r\n"), "1\r\nx\r\n");
    row("a chunk's extension", postHead("Transfer-Encoding: chunked\r\n") + "1", ";x=y");
    row("empty lines", {}, "\r\n");
}

void TestSlow::trickleIsEnded()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, bytes);
    HostedApi service;
    RawClient client(service.port());
    QVERIFY(client.send(begin));
    trickle(client, bytes);
    QCOMPARE(service.questions(), QByteArrayList());
    QVERIFY(service.answersOthers());
}

void TestSlow::silenceInTlsIsEnded_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray hello = QByteArray::fromHex("16030100a5010000a10303");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("half a hello") << hello << QByteArray();
    QTest::newRow("a hello byte by byte") << hello << QByteArray(1, '\x07');
    QTest::newRow("no TLS") << QByteArray("GET /v1/info HTTP/1.1\r\nHost: a\r\n\r\n")
                            << QByteArray();
    QTest::newRow("TLS 1.0") << QByteArray::fromHex(
        "160301002d0100002903010000000000000000000000000000000000000000000000000000000000000000"
        "000002002f0100") << QByteArray();
}

void TestSlow::silenceInTlsIsEnded()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, bytes);
    QTemporaryDir folder;
    makeCertificates(folder.path(), QStringLiteral("localhost"), 2);
    const auto read = [&](const char *name) {
        QFile file(folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    httpd::HttpOptions options = HostedApi::impatient();
    options.certificate = read("cert.pem");
    options.key = read("key.pem");
    HostedApi service(options);
    RawClient client(service.port());
    QVERIFY(client.send(begin));
    if (!bytes.isEmpty())
        trickle(client, bytes);
    client.receive(1, 20s);
    QVERIFY(client.isClosed());
    QCOMPARE(service.questions(), QByteArrayList());
}

/// More answers than any buffer on the way takes.
static bool askForMuch(RawClient &client)
{
    const QByteArray body(1 << 20, 'x');
    const QByteArray one =
        postHead("Content-Length: " + QByteArray::number(body.size()) + "\r\n") + body;
    for (int i = 0; i < 60; ++i) {
        if (!client.send(one))
            return true; // the other side has closed
    }
    return false;
}

void TestSlow::whoDoesNotReadIsLeft()
{
    HostedApi service;
    RawClient client(service.port());
    QVERIFY(askForMuch(client));
    QVERIFY(service.questions().size() < 60);
    QVERIFY(service.answersOthers());
}

void TestSlow::whoReadsSlowlyIsLeft()
{
    HostedApi service;
    RawClient client(service.port());
    std::atomic<bool> isClosed = false;
    std::atomic<bool> isDone = false;
    std::jthread asking([&] {
        isClosed = askForMuch(client);
        isDone = true;
    });
    while (!isDone) {
        client.read(4096, 0ms);
        QTest::qWait(20); // this is how slowly it reads
    }
    QVERIFY(isClosed);
    QVERIFY(service.answersOthers());
}

void TestSlow::waitingForNewsIsNotSlow()
{
    HostedApi service;
    RawClient client(service.port());
    const QByteArray token = service.token();
    const auto changes = [&](const QByteArray &query) {
        return "GET /v1/changes" + query + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
               + "\r\n\r\n";
    };
    QVERIFY(client.send(changes("?after=1000000&wait=5s")));
    const QByteArray answer = client.receive(1);
    QCOMPARE(RawClient::statuses(answer), QList<int>{200});
    QVERIFY(client.send(changes({})));
    QCOMPARE(RawClient::statuses(client.receive(1)), QList<int>{200});
}

void TestSlow::idleConnectionsKeepNobody()
{
    HostedApi service;
    std::vector<RawClient> idle;
    for (int i = 0; i < 200; ++i) {
        idle.emplace_back(service.port());
        QVERIFY(idle.back().send("GET /v1/info HTTP/1.1\r\n"));
    }
    QVERIFY(service.answersOthers());
    for (RawClient &one : idle) {
        one.receive(1, 10s);
        QVERIFY(one.isClosed());
    }
    QVERIFY(service.answersOthers());
}

void TestSlow::bodiesAreHeldUpToALimit()
{
    httpd::HttpOptions options = HostedApi::impatient();
    options.mostBodies = 100'000;
    options.longestTransfer = 60s;
    options.patience = 60s;
    HostedApi service(options);
    const QByteArray half(60'000, 'x');
    const QByteArray head = postHead("Content-Length: 60001\r\n");
    RawClient first(service.port());
    QVERIFY(first.send(head + half));
    // Only one of the two fits; whoever comes second is told so when its body has come.
    RawClient second(service.port());
    QVERIFY(second.send(head + half));
    QVERIFY(first.send("y"));
    QVERIFY(second.send("y"));
    QList<int> all = RawClient::statuses(first.receive(1)) + RawClient::statuses(second.receive(1));
    std::sort(all.begin(), all.end());
    QCOMPARE(all, (QList<int>{200, 503}));
    RawClient third(service.port());
    QVERIFY(third.send(head + half + "y"));
    QCOMPARE(RawClient::statuses(third.receive(1)), QList<int>{200});
}

QTEST_GUILESS_MAIN(TestSlow)
#include "tst_slow.moc"
