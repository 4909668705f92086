#include "tests/core/httpd/hostedapi.h"
#include "tests/core/httpd/rawclient.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Bytes that are no question, or two things at once: each is refused, nothing of it is taken for another question, and others are
/// answered as before.
class TestHostile : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_service = std::make_unique<HostedApi>(); }
    void cleanup() { m_service.reset(); }
    void unfinishedIsClosed_data();
    void unfinishedIsClosed();
    void tooLargeIsRefused_data();
    void tooLargeIsRefused();
    void malformedIsRefused_data();
    void malformedIsRefused();
    void nothingIsSmuggled_data();
    void nothingIsSmuggled();
    void pipelinedAreAnsweredInOrder();
    void connectionsOfOneAddressAreLimited();

private:
    std::unique_ptr<HostedApi> m_service;
};

static QByteArray get(const QByteArray &target, const QByteArray &headers = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}

static QByteArray post(const QByteArray &headers, const QByteArray &body)
{
    return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body;
}

void TestHostile::unfinishedIsClosed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes;
    };
    row("nothing", {});
    row("half a line", "GET /v1/in");
    row("a line", "GET /v1/info HTTP/1.1\r\n");
    row("headers without an end", get("/v1/info").chopped(2));
    row("half a header", "GET /v1/info HTTP/1.1\r\nHost: localhost\r\nAuth");
    row("half a body", post("Content-Length: 10\r\n", "12345"));
    row("no body", post("Content-Length: 10\r\n", {}));
    row("half a chunk", post("Transfer-Encoding: chunked\r\n", "a\r\n12345"));
    row("no last chunk", post("Transfer-Encoding: chunked\r\n", "5\r\n12345\r\n"));
    row("a body that is asked for", post("Content-Length: 5\r\nExpect: 100-continue\r\n", {}));
}

void TestHostile::unfinishedIsClosed()
{
    QFETCH(QByteArray, bytes);
    RawClient client(m_service->port());
    QVERIFY(client.send(bytes));
    const QByteArray answer = client.receive(2, 10s);
    QVERIFY(client.isClosed());
    for (const int status : RawClient::statuses(answer))
        QVERIFY2(status == 100 || status == 408 || status == 400, answer.constData());
    QCOMPARE(m_service->questions(), QByteArrayList());
    QVERIFY(m_service->answersOthers());
}

void TestHostile::tooLargeIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<int>>("allowed");
    const auto row = [](const char *name, const QByteArray &bytes, const QList<int> &allowed) {
        QTest::newRow(name) << bytes << allowed;
    };
    const QByteArray large((1 << 20) + 1, 'x');
    QByteArray headers;
    for (int i = 0; i < 1000; ++i)
        headers += "X-" + QByteArray::number(i) + ": " + QByteArray(20, 'y') + "\r\n";
    row("a header", get("/v1/info", "X: " + QByteArray(64 << 10, 'x') + "\r\n"), {431, 413});
    row("a header's name", get("/v1/info", QByteArray(64 << 10, 'x') + ": x\r\n"), {431, 413});
    row("headers", get("/v1/info", headers), {431, 413});
    row("a target", get('/' + QByteArray(64 << 10, 'x')), {414, 431});
    row("a target for the API", get('/' + QByteArray(4096, 'x')), {414});
    row("parameters", get("/v1/requests?" + QByteArray("a=b&").repeated(4000)), {414, 431, 413});
    row("a method", QByteArray(64 << 10, 'X') + " / HTTP/1.1\r\n\r\n", {400, 413, 414, 431, 501});
    row("a body", post("Content-Length: 1048577\r\n", large), {413});
    row("a body that does not come", post("Content-Length: 1048577\r\n", {}), {413});
    row("a body beyond numbers", post("Content-Length: 99999999999999999999\r\n", {}), {400, 413});
    row("a body of 2^63", post("Content-Length: 9223372036854775808\r\n", {}), {400, 413});
    row("chunks", post("Transfer-Encoding: chunked\r\n", "100001\r\n" + large + "\r\n0\r\n\r\n"),
        {413});
    row("a chunk beyond numbers",
        post("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\nx\r\n0\r\n\r\n"), {400, 413});
}

void TestHostile::tooLargeIsRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<int>, allowed);
    RawClient client(m_service->port());
    client.send(bytes);
    const QList<int> statuses = RawClient::statuses(client.receive(2, 10s));
    const auto questions = m_service->questions();
    QVERIFY2(questions.isEmpty() || allowed == QList<int>{414}, questions.join(' ').constData());
    // Who sends on while it is refused may lose the answer with the connection.
    if (!statuses.isEmpty())
        QVERIFY2(allowed.contains(statuses.front()), QByteArray::number(statuses.front()));
    QVERIFY(statuses.size() <= 1);
    QVERIFY(m_service->answersOthers());
}

void TestHostile::malformedIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes;
    };
    row("HTTP/0.9", "GET /v1/info\r\n\r\n");
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    row("HTTP/3.0", "GET /v1/info HTTP/3.0\r\nHost: localhost\r\n\r\n");
    row("no version", "GET /v1/info HTTP\r\nHost: localhost\r\n\r\n");
    row("TLS",
        QByteArray::fromHex("16030100a5010000a10303") + QByteArray(160, '\x07') + "\r\n\r\n");
    row("only blanks", "   \r\n\r\n");
    row("no target", "GET  HTTP/1.1\r\nHost: localhost\r\n\r\n");
    row("no host", "GET /v1/info HTTP/1.1\r\n\r\n");
    row("a header without a colon", get("/v1/info", "Nonsense\r\n"));
    row("a negative length", post("Content-Length: -5\r\n", "12345"));
    row("a length with a sign", post("Content-Length: +5\r\n", "12345"));
    row("a length in hexadecimal", post("Content-Length: 0x5\r\n", "12345"));
    row("a length and more", post("Content-Length: 5 5\r\n", "12345"));
    row("no length", post("Content-Length: \r\n", "12345"));
    row("a chunk of no size", post("Transfer-Encoding: chunked\r\n", "zz\r\n12345\r\n0\r\n\r\n"));
    row("a chunk of negative size",
        post("Transfer-Encoding: chunked\r\n", "-5\r\n12345\r\n0\r\n\r\n"));
}

void TestHostile::malformedIsRefused()
{
    QFETCH(QByteArray, bytes);
    RawClient client(m_service->port());
    client.send(bytes);
    const QByteArray answer = client.receive(2, 10s);
    QVERIFY(client.isClosed());
    for (const int status : RawClient::statuses(answer))
        QVERIFY2(status >= 400 && status != 401, answer.constData());
    QVERIFY(RawClient::statuses(answer).size() <= 1);
    const auto questions = m_service->questions();
    QVERIFY2(questions.isEmpty(), questions.join(' ').constData());
    QVERIFY(m_service->answersOthers());
}

void TestHostile::nothingIsSmuggled_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray hidden = get("/hidden");
    const QByteArray length = "Content-Length: " + QByteArray::number(hidden.size() + 5) + "\r\n";
    const QByteArray chunks = "0\r\n\r\n" + hidden;
    const auto row = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes;
    };
    row("chunks after a length", post(length + "Transfer-Encoding: chunked\r\n", chunks));
    row("a length after chunks", post("Transfer-Encoding: chunked\r\n" + length, chunks));
    row("two lengths", post("Content-Length: 5\r\n" + length, "0\r\n\r\n" + hidden));
    row("two lengths, the other first", post(length + "Content-Length: 5\r\n", chunks));
    row("two lengths in one", post("Content-Length: 5, " + length.mid(16), chunks));
    row("a length of nothing and another", post("Content-Length: 0\r\n" + length, hidden));
    for (const char *coding : {"xchunked", "chunked, identity", "identity, chunked",
                               "gzip, chunked", "identity", "chunk", "\"chunked\"", "chunked;q=1",
                               "\x0b"
                               "chunked",
                               "chunked\x0b", "CHUNKED", "\tchunked"})
        row(coding, post(length + "Transfer-Encoding: " + coding + "\r\n", chunks));
    row("codings twice",
        post(length + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", chunks));
    row("a blank before the colon", post(length + "Transfer-Encoding : chunked\r\n", chunks));
    row("a length with a blank before the colon",
        post("Content-Length : " + length.mid(16), chunks));
    row("a folded coding", post(length + "Transfer-Encoding:\r\n chunked\r\n", chunks));
    row("a header after a lone CR", post("Content-Length: 5\r\nX: y\r" + length, chunks));
    row("a length in GET",
        get("/echo", length).replace("\r\n\r\n", "\r\n\r\n" + QByteArray()) + chunks);
    row("a chunk's extension with a line",
        post("Transfer-Encoding: chunked\r\n", "5;a=\nxx\r\n12345\r\n0\r\n\r\n"));
}

/// Where two readers may take the end of a question for different ones, the connection ends with it: what follows is never answered.
void TestHostile::nothingIsSmuggled()
{
    QFETCH(QByteArray, bytes);
    RawClient client(m_service->port());
    client.send(bytes);
    const QByteArray answer = client.receive(3, 10s);
    QVERIFY(client.isClosed());
    const auto questions = m_service->questions();
    QVERIFY2(!questions.contains("GET /hidden"), answer.constData());
    QVERIFY2(questions.size() <= 1, questions.join(' ').constData());
    QVERIFY(RawClient::statuses(answer).size() <= 1);
    QVERIFY(m_service->answersOthers());
}

void TestHostile::pipelinedAreAnsweredInOrder()
{
    RawClient client(m_service->port());
    QVERIFY(client.send(post("Content-Length: 5\r\n", "first") + get("/v1/none")
                        + post("Transfer-Encoding: chunked\r\n", "5\r\nthird\r\n0\r\n\r\n")
                        + get("/v1/info")));
    const QByteArray answers = client.receive(4);
    QCOMPARE(RawClient::statuses(answers), (QList<int>{200, 404, 200, 200}));
    QVERIFY(answers.indexOf("first") < answers.indexOf("third"));
    QCOMPARE(m_service->questions(),
             (QByteArrayList{"POST /echo", "GET /v1/none", "POST /echo", "GET /v1/info"}));
}

void TestHostile::connectionsOfOneAddressAreLimited()
{
    HostedApi service({.port = 0, .mostConnectionsOfAddress = 5, .patience = 1s});
    std::vector<RawClient> all;
    for (int i = 0; i < 5; ++i) {
        all.emplace_back(service.port());
        QVERIFY(all.back().send(get("/v1/info")));
        QCOMPARE(RawClient::statuses(all.back().receive(1)), QList<int>{200});
    }
    RawClient more(service.port());
    more.send(get("/v1/info"));
    QCOMPARE(more.receive(1), QByteArray());
    QVERIFY(more.isClosed());
    all.clear();
    QTRY_VERIFY(service.answersOthers());
}

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
