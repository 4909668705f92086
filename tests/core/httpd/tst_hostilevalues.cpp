#include "tests/core/httpd/hostedapi.h"
#include "tests/core/httpd/rawclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;

/// Well-formed HTTP with something wrong in it, by somebody who is signed in: each is refused with a problem that names the place, nothing is changed, and
/// the connection serves the next question.
class TestHostileValues : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_service = std::make_unique<HostedApi>(HostedApi::impatient()); }
    void addresses_data();
    void addresses();
    void methods_data();
    void methods();
    void signIns_data();
    void signIns();
    void keys_data();
    void keys();
    void bodies_data();
    void bodies();
    void oneKeyIsDoneOnce();

private:
    QByteArray asked(const QByteArray &line, const QByteArray &headers,
                     const QByteArray &body = {});
    QByteArray signedIn() const { return "Authorization: Bearer " + m_service->token() + "\r\n"; }
    int users();

    std::unique_ptr<HostedApi> m_service;
};

static QJsonObject jsonOf(const QByteArray &answer)
{
    return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object();
}

static int statusOf(const QByteArray &answer)
{
    const QList<int> all = RawClient::statuses(answer);
    return all.size() == 1 ? all.front() : 0;
}

/// The whole answer. On a connection of its own, which has to serve a good question afterwards where it is still open.
QByteArray TestHostileValues::asked(const QByteArray &line, const QByteArray &headers,
                                    const QByteArray &body)
{
    RawClient client(m_service->port());
    const QByteArray length = "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    client.send(line + " HTTP/1.1\r\nHost: a\r\n" + headers
                + (body.isNull() ? QByteArray() : length) + "\r\n" + body);
    const QByteArray answer = client.receive(1);
    const bool isLast = answer.contains("Connection: close");
    if (!isLast && !line.startsWith("HEAD ")
        && (!client.send("GET /v1/info HTTP/1.1\r\nHost: a\r\n\r\n")
            || RawClient::statuses(client.receive(1)) != QList<int>{200}))
        return {};
    return answer;
}

int TestHostileValues::users()
{
    return int(jsonOf(asked("GET /v1/users", signedIn())).value(u"value").toArray().size());
}

void TestHostileValues::addresses_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &target, int status) {
        QTest::newRow(name) << target << status;
    };
    row("dots", "/v1/../v1/info", 404);
    row("dots to a file", "/../../../../etc/passwd", 404);
    row("encoded dots", "/v1/%2e%2e/v1/info", 404);
    row("an encoded letter", "/v1/inf%6f", 404);
    row("a slash more", "/v1/info/", 404);
    row("two slashes", "//v1/info", 404);
    row("a backslash", "/v1\\info", 404);
    row("another case", "/V1/info", 404);
    row("a parameter of the path", "/v1/info;a=b", 404);
    row("another's address", "http://localhost/v1/info", 400);
    row("an asterisk", "*", 400);
    row("a place with a slash", "/v1/users/..%2f..%2fetc", 404);
    row("a place of dots", "/v1/users/%2e%2e", 404);
    row("a doubly encoded place", "/v1/users/ada%2540contoso.com", 404);
    row("an empty place", "/v1/users/", 404);
    row("NUL", "/v1/users/ada@contoso.com%00", 400);
    row("overlong", "/v1/users/%c0%ae%c0%ae", 400);
    row("half an escape", "/v1/users/%e", 400);
    row("no UTF-8", "/v1/users/%ff", 400);
    row("bytes", "/v1/users/\xff\xfe", 400);
    row("long", "/v1/users/" + QByteArray(2000, 'a'), 404);
    row("too long", "/v1/users/" + QByteArray(5000, 'a'), 414);
    row("many places", "/v1" + QByteArray("/a").repeated(500), 404);
    row("SQL", "/v1/users/'%20or%201=1--", 404);
    row("a number that is none", "/v1/notices/1e3/letter", 404);
    row("a number beyond numbers", "/v1/notices/99999999999999999999/letter", 404);
    row("a negative number", "/v1/log/leaves/-1", 404);
    row("an unknown parameter", "/v1/requests?a=b", 400);
    row("a parameter twice", "/v1/requests?limit=1&limit=2", 400);
    row("a parameter twice, once encoded", "/v1/requests?limit=1&li%6dit=2", 400);
    row("NUL in a parameter", "/v1/requests?search=%00", 400);
    row("a limit beyond numbers", "/v1/requests?limit=99999999999999999999", 400);
    row("a limit of 2^32+1", "/v1/requests?limit=4294967297", 400);
    row("a negative limit", "/v1/requests?limit=-1", 400);
    row("a forged cursor", "/v1/requests?after=%7b%22a%22:1%7d", 400);
    row("a wait beyond all", "/v1/changes?after=0&wait=999999s", 400);
    row("an after beyond numbers", "/v1/changes?after=99999999999999999999", 400);
    row("many parameters", "/v1/requests?" + QByteArray("a=b&").repeated(100), 400);
}

void TestHostileValues::addresses()
{
    QFETCH(QByteArray, target);
    const QByteArray answer = asked("GET " + target, signedIn());
    QTEST(statusOf(answer), "status");
    QCOMPARE(jsonOf(answer).value(u"status").toInt(), statusOf(answer));
}

void TestHostileValues::methods_data()
{
    QTest::addColumn<QByteArray>("method");
    for (const char *method : {"HEAD", "OPTIONS", "TRACE", "CONNECT", "DELETE", "PUT", "POST",
                               "get", "GETT", "G", "X-Y", "PROPFIND", "$"})
        QTest::newRow(method) << QByteArray(method);
    QTest::newRow("long") << QByteArray(1000, 'X');
}

void TestHostileValues::methods()
{
    QFETCH(QByteArray, method);
    RawClient client(m_service->port());
    QVERIFY(client.send(method + " /v1/info HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    const QByteArray answer = client.receive(2);
    QVERIFY2(answer.startsWith("HTTP/1.1 405 "), answer.constData());
    QVERIFY2(answer.contains("\r\nAllow: GET\r\n"), answer.constData());
    QVERIFY(m_service->answersOthers());
}

void TestHostileValues::signIns_data()
{
    QTest::addColumn<QByteArray>("value");
    const QByteArray token = m_service->token();
    const auto row = [](const char *name, const QByteArray &value) {
        QTest::newRow(name) << value;
    };
    row("nothing", "");
    row("no scheme", token);
    row("another scheme", "Basic " + token);
    row("no token", "Bearer ");
    row("cut", "Bearer " + token.chopped(1));
    row("longer", "Bearer " + token + "a");
    row("two", "Bearer " + token + ", Bearer " + token);
    row("quoted", "Bearer \"" + token + "\"");
    row("in capitals", "Bearer " + token.toUpper());
    row("beyond ASCII", "Bearer \xc3\xbc\xff" + token);
    row("of any length", "Bearer " + QByteArray(20'000, 'a'));
    row("dots", "Bearer ../../x");
    row("a jwt", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.");
    row("a format", "Bearer %s%n%x");
}

void TestHostileValues::signIns()
{
    QFETCH(QByteArray, value);
    const QByteArray answer = asked("GET /v1/account", "Authorization: " + value + "\r\n");
    QCOMPARE(statusOf(answer), 401);
    QVERIFY2(answer.contains("\r\nWWW-Authenticate: Bearer"), answer.constData());
}

void TestHostileValues::keys_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &headers, int status) {
        QTest::newRow(name) << headers << status;
    };
    row("empty", "Idempotency-Key:\r\n", 422);
    row("too long", "Idempotency-Key: " + QByteArray(256, 'k') + "\r\n", 422);
    row("of any length", "Idempotency-Key: " + QByteArray(20'000, 'k') + "\r\n", 422);
    row("twice", "Idempotency-Key: a\r\nIdempotency-Key: b\r\n", 400);
    row("no UTF-8", "Idempotency-Key: \xff\r\n", 422);
    row("beyond ASCII", "Idempotency-Key: \xc3\xbc\r\n", 422);
    row("a control character", "Idempotency-Key: a\x01\r\n", 400);
}

void TestHostileValues::keys()
{
    QFETCH(QByteArray, headers);
    const int before = users();
    const QByteArray answer =
        asked("POST /v1/users", signedIn() + headers + "Content-Type: application/json\r\n",
              R"({"userPrincipalName":"k@contoso.com","displayName":"K","side":"customer"})");
    QTEST(statusOf(answer), "status");
    QCOMPARE(users(), before);
}

void TestHostileValues::bodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const QByteArray &body, const char *field = "body") {
        QTest::newRow(name) << body << QString::fromLatin1(field);
    };
    const auto named = [](const QByteArray &name) {
        return R"({"userPrincipalName":"h@contoso.com","displayName":)" + name
               + R"(,"side":"customer"})";
    };
    row("nothing", "", "userPrincipalName");
    row("blanks", "  ");
    row("a list", "[]");
    row("a name twice", R"({"side":"customer",)" + named("\"H\"").mid(1));
    row("100,000 deep", R"({"x":)" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}");
    row("100,000 deep, cut", QByteArray(R"({"x":)").repeated(100'000));
    row("1,000 deep", R"({"x":)" + QByteArray(1000, '[') + QByteArray(1000, ']') + "}");
    row("beyond numbers", named("1e400"));
    row("a number", named("1"), "displayName");
    row("no UTF-8", named("\"\xff\""));
    row("half a letter", named(R"("\ud83d")"), "displayName");
    row("NUL", QByteArray("{\0}", 3));
    row("a byte order mark", "\xef\xbb\xbf" + named("\"H\""));
    row("text behind it", named("\"H\"") + "x");
    row("another behind it", named("\"H\"") + named("\"H\""));
    row("an unknown name", R"({"__proto__":{},)" + named("\"H\"").mid(1), "__proto__");
    row("a long name", "{\"" + QByteArray(100'000, 'n') + R"(":1,)" + named("\"H\"").mid(1),
        QByteArray(128, 'n'));
    row("a name of nothing", R"({"":1,)" + named("\"H\"").mid(1), "");
    row(
        "many names",
        [] {
            QByteArray all = "{";
            for (int i = 0; i < 20'000; ++i)
                all += '"' + QByteArray::number(i) + "\":1,";
            return all + "\"a\":1}";
        }(),
        "userPrincipalName");
    row("a long text", named('"' + QByteArray(500'000, 'H') + '"'), "displayName");
    row("an escaped NUL", named(R"("H\u0000I")"), "displayName");
    row("an escaped line end", named(R"("H\r\nBcc: a@b.c")"), "displayName");
}

void TestHostileValues::bodies()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    const int before = users();
    const QByteArray answer = asked(
        "POST /v1/users", signedIn() + "Content-Type: application/json; charset=utf-8\r\n", body);
    QCOMPARE(statusOf(answer), 400);
    const QString named = jsonOf(answer).value(u"field").toString();
    QVERIFY2(field == named, answer.constData());
    QCOMPARE(users(), before);
}

/// Two on one connection, and the first once more with its end on another: done once.
void TestHostileValues::oneKeyIsDoneOnce()
{
    const int before = users();
    const QByteArray body =
        R"({"userPrincipalName":"one@contoso.com","displayName":"One","side":"customer"})";
    const QByteArray question = "POST /v1/users HTTP/1.1\r\nHost: a\r\nIdempotency-Key: once\r\n"
                                + signedIn() + "Content-Type: application/json\r\nContent-Length: "
                                + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    RawClient client(m_service->port());
    QVERIFY(client.send(question + question));
    QCOMPARE(RawClient::statuses(client.receive(2)), (QList<int>{201, 201}));
    {
        RawClient gone(m_service->port());
        QVERIFY(gone.send(question)); // and does not wait for the answer
    }
    {
        RawClient half(m_service->port());
        QVERIFY(half.send(QByteArray(question).replace("once", "half").chopped(1)));
    }
    QVERIFY(m_service->answersOthers());
    QCOMPARE(users(), before + 1);
}

QTEST_GUILESS_MAIN(TestHostileValues)
#include "tst_hostilevalues.moc"
