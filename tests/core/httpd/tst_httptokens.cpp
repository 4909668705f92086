#include "core/api/api.h"
#include "core/httpd/httpserver.h"
#include "core/identity/token.h"
#include "core/remote/httpclient.h"
#include "core/service/locallockbox.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

namespace {

/// A store behind HTTP on loopback, by the store's own clock.
class Served
{
public:
    Served()
        : tenant(T::policyOn()),
          signIns(need(SignIns::open(tenant.path(), options()))),
          m_workers(need(httpd::Workers::start(
              1, [this] { return answerer(); },
              [] { return Result<httpd::Watch>(nothingHappens); }))),
          m_server(need(httpd::HttpServer::start({.port = 0}, *m_workers)))
    {}

    QByteArray tokenOf(const Session &session, const QByteArray &password = "correct horse battery")
    {
        return need(signIns->redeem(need(signIns->invite(session.userPrincipalName)), password,
                                    QStringLiteral("127.0.0.1")))
            .token;
    }
    HttpAnswer ask(const api::Route &route, const QByteArray &path, const QByteArray &token)
    {
        HttpClient client({.url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server->port())),
                           .token = token});
        const bool hasBody = qstrcmp(route.method, "GET") != 0;
        return need(client.ask({.method = route.method,
                                .path = QString::fromLatin1(path),
                                .body = hasBody ? "{}" : "",
                                .contentType = hasBody ? "application/json" : ""}));
    }

    T tenant;
    std::unique_ptr<SignIns> signIns;

private:
    SignInOptions options()
    {
        return {.cost = {.passes = 1, .memory = 8192}, .clock = &tenant.clock()};
    }
    /// Instead of the store's watch, which writes down what the clock has done.
    static Result<qint64> nothingHappens(qint64 after, std::chrono::milliseconds wait,
                                         const std::stop_token &stop)
    {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait_for(lock, stop, wait, [] { return false; });
        return after;
    }
    LocalOptions localOptions() { return {.clock = &tenant.clock()}; }
    Result<httpd::Answerer> answerer()
    {
        std::shared_ptr<api::Api> api =
            need(api::Api::open(need(openLocalStore(tenant.path(), localOptions())),
                                need(SignIns::open(tenant.path(), options()))));
        return [api](const api::Question &question) { return api->answer(question); };
    }

    std::unique_ptr<httpd::Workers> m_workers;
    std::unique_ptr<httpd::HttpServer> m_server;
};

/// Makes a token that must not be taken.
using Spoil = std::function<QByteArray(Served &)>;

/// The route's path with what there is at its places, so that nothing is refused because it is not there.
QByteArray pathOf(const api::Route &route, const QByteArray &request)
{
    return QByteArray(route.path)
        .replace("{request}", request)
        .replace("{user}", "paul@contoso.com")
        .replace("{seq}", "1")
        .replace("{notice}", "1");
}

QString nameOf(const api::Route &route)
{
    return QString::fromLatin1(route.method) + QLatin1Char(' ') + QString::fromLatin1(route.path);
}

QString codeIn(const HttpAnswer &answer)
{
    return QJsonDocument::fromJson(answer.body)[u"code"].toString();
}

} // namespace

Q_DECLARE_METATYPE(Spoil)

/// Every operation that takes a sign-in refuses each token that is none, over HTTP, and nothing is changed.
class TestHttpTokens : public QObject
{
    Q_OBJECT

private slots:
    void refused_data();
    void refused();
    void goodOnesAreTaken();
    void lostRolesCountAtOnce();
};

static void addTokensThatAreNone()
{
    const auto row = [](const char *name, const Spoil &spoil) { QTest::newRow(name) << spoil; };
    row("none", [](Served &) { return QByteArray(); });
    row("forged", [](Served &s) { return newToken(need(s.tenant->info()).tenant.id); });
    row("forged, of no tenant here",
        [](Served &) { return newToken(TenantId(QUuid::createUuid())); });
    row("truncated", [](Served &s) { return s.tokenOf(T::ada()).chopped(1); });
    row("longer", [](Served &s) { return s.tokenOf(T::ada()) + 'A'; });
    row("in another case", [](Served &s) { return s.tokenOf(T::ada()).toUpper(); });
    row("its hash", [](Served &s) { return secretHash(s.tokenOf(T::ada())).toHex(); });
    row("a code",
        [](Served &s) { return need(s.signIns->invite(T::ada().userPrincipalName)).toLatin1(); });
    row("a client's secret", [](Served &s) {
        return need(s.signIns->addClient({.name = QStringLiteral("a"),
                                          .userPrincipalName = T::eve().userPrincipalName}))
            .secret;
    });
    row("of another tenant", [](Served &) { return Served().tokenOf(T::ada()); });
}

static void addTokensThatHaveEnded()
{
    const auto row = [](const char *name, const Spoil &spoil) { QTest::newRow(name) << spoil; };
    row("not used for long", [](Served &s) {
        const QByteArray token = s.tokenOf(T::ada());
        s.tenant.clock().advance(12h);
        return token;
    });
    row("too old, and used all the time", [](Served &s) {
        const QByteArray token = s.tokenOf(T::ada());
        for (int i = 0; i < 7 * 24; ++i) {
            need(s.signIns->find(token));
            s.tenant.clock().advance(1h);
        }
        return token;
    });
    row("signed out", [](Served &s) {
        const QByteArray token = s.tokenOf(T::ada());
        need(s.signIns->signOut(token));
        return token;
    });
    row("signed out everywhere", [](Served &s) {
        const QByteArray token = s.tokenOf(T::ada());
        const QByteArray other =
            need(s.signIns->signIn(T::ada().userPrincipalName, "correct horse battery",
                                   QStringLiteral("127.0.0.1")))
                .token;
        need(s.signIns->signOutEverywhere(other));
        return token;
    });
    row("before another code was used", [](Served &s) {
        const QByteArray token = s.tokenOf(T::ada());
        s.tokenOf(T::ada(), "another horse battery");
        return token;
    });
    row("of a removed user", [](Served &s) {
        const QByteArray token = s.tokenOf(T::bill());
        SqlProbe probe(s.tenant.path());
        probe.rows(QStringLiteral("PRAGMA foreign_keys = OFF"));
        probe.rows(QStringLiteral("DELETE FROM account WHERE user_name = 'bill@contoso.com'"));
        return token;
    });
    row("of a removed client", [](Served &s) {
        const auto client = need(s.signIns->addClient(
            {.name = QStringLiteral("a"), .userPrincipalName = T::eve().userPrincipalName}));
        const auto signIn = need(s.signIns->signIn({.id = client.id, .secret = client.secret},
                                                   QStringLiteral("127.0.0.1")));
        need(s.signIns->removeClient(client.id));
        return signIn.token;
    });
    row("without its certificate", [](Served &s) {
        const QByteArray certificate(32, 'c');
        const auto client =
            need(s.signIns->addClient({.name = QStringLiteral("a"),
                                       .userPrincipalName = T::eve().userPrincipalName,
                                       .certificateHash = certificate}));
        return need(s.signIns->signIn({.id = client.id, .certificateHash = certificate},
                                      QStringLiteral("127.0.0.1")))
            .token;
    });
}

void TestHttpTokens::refused_data()
{
    QTest::addColumn<Spoil>("spoil");
    addTokensThatAreNone();
    addTokensThatHaveEnded();
}

void TestHttpTokens::refused()
{
    QFETCH(Spoil, spoil);
    Served served;
    const QByteArray request = served.tenant.authorized().id.toString().toLatin1();
    const QByteArray token = spoil(served);
    const QStringList before = served.tenant.dump();
    int asked = 0;
    for (const api::Route &route : api::Api::routes()) {
        if (route.needs == api::Needs::Nothing)
            continue;
        const HttpAnswer answer = served.ask(route, pathOf(route, request), token);
        QVERIFY2(answer.status == 401 && codeIn(answer) == QStringLiteral("signInRequired"),
                 qPrintable(QStringLiteral("%1: %2").arg(nameOf(route)).arg(answer.status)));
        QVERIFY(!answer.body.contains("contoso"));
        ++asked;
    }
    QVERIFY(asked > 40);
    QCOMPARE(served.tenant.dump(), before);
}

/// What the test above asks would have been heard with a token that is one.
void TestHttpTokens::goodOnesAreTaken()
{
    Served served;
    const QByteArray request = served.tenant.authorized().id.toString().toLatin1();
    const QByteArray token = served.tokenOf(T::ada());
    for (const api::Route &route : api::Api::routes()) {
        if (route.needs == api::Needs::Nothing || qstrcmp(route.path, "/v1/sign-out") == 0
            || qstrcmp(route.path, "/v1/sign-out-everywhere") == 0)
            continue;
        const HttpAnswer answer = served.ask(route, pathOf(route, request), token);
        QVERIFY2(answer.status != 401, qPrintable(nameOf(route) + QString::fromUtf8(answer.body)));
    }
}

/// A token of before the roles were lost opens nothing any more but what is everybody's own.
void TestHttpTokens::lostRolesCountAtOnce()
{
    static const QStringList everybodys{
        QStringLiteral("GET /v1/account"),
        QStringLiteral("GET /v1/next-deadline"),
        QStringLiteral("GET /v1/changes"),
        QStringLiteral("POST /v1/sign-in/prove"),
        QStringLiteral("PUT /v1/password"),
        QStringLiteral("POST /v1/sign-out"),
        QStringLiteral("POST /v1/sign-out-everywhere"),
        QStringLiteral("POST /v1/clock/advance"), // of a demo only
    };
    for (const Session &who : {T::mia(), T::max(), T::eve()}) {
        Served served;
        const QByteArray request = served.tenant.authorized().id.toString().toLatin1();
        const QByteArray token = served.tokenOf(who);
        need(served.tenant->setRoles(T::ada(), who.userPrincipalName, {}));
        const QStringList before = served.tenant.dump();
        for (const api::Route &route : api::Api::routes()) {
            if (route.needs == api::Needs::Nothing || everybodys.contains(nameOf(route)))
                continue;
            const QByteArray path = pathOf(route, request);
            const HttpAnswer answer = served.ask(route, path, token);
            // What is wrong with the question itself may be said to anybody.
            QVERIFY2(answer.status == 403 || answer.status == 400,
                     qPrintable(QStringLiteral("%1: %2 %3")
                                    .arg(nameOf(route))
                                    .arg(answer.status)
                                    .arg(QString::fromUtf8(answer.body))));
            if (answer.status == 400)
                QVERIFY2(route.needs == api::Needs::FreshSignIn
                             || qstrcmp(route.method, "POST") == 0,
                         qPrintable(nameOf(route)));
        }
        QCOMPARE(served.tenant.dump(), before);
    }
}

QTEST_GUILESS_MAIN(TestHttpTokens)
#include "tst_httptokens.moc"
