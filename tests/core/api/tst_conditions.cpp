#include "core/api/api.h"
#include "core/api/limits.h"
#include "core/service/locallockbox.h"
#include "tests/core/service/contosotenant.h"

#include <QJsonDocument>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using api::Answer;
using T = ContosoTenant;

/// Entity tags and limits as the API has them in its header fields (RFC 9110, RFC 6585).
class TestConditions : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void whatIsShownHasATag_data();
    void whatIsShownHasATag();
    void unchangedIsNotSentAgain();
    void changesUnderACondition();
    void refusalSaysWhereItStands();
    void wrongConditionsAreRefused_data();
    void wrongConditionsAreRefused();
    void tooManyCallsOfAnAccount();
    void tooManyCallsOfAnAddress();
    void whoWaitsIsCountedOnce();
    void triesSayWhenToTryAgain();
    void unknownParametersAreRefused();
    void valuesAreNamedAsInJson_data();
    void valuesAreNamedAsInJson();

private:
    using Headers = QHash<QByteArray, QByteArray>;
    Answer ask(const QByteArray &method, const QByteArray &path, const Headers &more = {},
               const QByteArray &body = {})
    {
        Headers headers = more;
        headers.insert("authorization", "Bearer " + m_token);
        if (!body.isEmpty())
            headers.insert("content-type", "application/json");
        return m_api->answer({.method = method,
                              .path = path,
                              .headers = headers,
                              .body = body,
                              .address = QStringLiteral("192.0.2.1")});
    }
    static QByteArray header(const Answer &answer, const QByteArray &name)
    {
        for (const auto &[key, value] : answer.headers) {
            if (key == name)
                return value;
        }
        return {};
    }
    QByteArray tagOf(const QByteArray &path) { return header(ask("GET", path), "ETag"); }
    static QString field(const Answer &answer, const char *name)
    {
        return QJsonDocument::fromJson(answer.body)[QLatin1String(name)].toString();
    }

    std::unique_ptr<T> m_tenant;
    std::unique_ptr<api::Api> m_api;
    QByteArray m_token;
};

void TestConditions::init()
{
    m_tenant = std::make_unique<T>(T::policyOn());
    const SignInOptions options{.cost = {.passes = 1, .memory = 8192}, .clock = &m_tenant->clock()};
    auto signIns = need(SignIns::open(m_tenant->path(), options));
    m_token = need(signIns->redeem(need(signIns->invite(T::ada().userPrincipalName)),
                                   "correct horse battery", QStringLiteral("192.0.2.1")))
                  .token;
    m_api = need(api::Api::open(
        need(openLocalStore(m_tenant->path(), {.clock = &m_tenant->clock()})), std::move(signIns)));
}

void TestConditions::whatIsShownHasATag_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/v1/account", "/v1/users/paul@contoso.com", "/v1/policy",
                             "/v1/notifications", "/v1/requests/EXSR359123"})
        QTest::newRow(path) << QByteArray(path);
}

void TestConditions::whatIsShownHasATag()
{
    QFETCH(QByteArray, path);
    m_tenant->authorized();
    const QByteArray tag = tagOf(path);
    QVERIFY2(tag.size() > 20 && tag.startsWith('"') && tag.endsWith('"'), tag.constData());
    QCOMPARE(tagOf(path), tag);
    for (const QByteArray &tags : {tag, "W/" + tag, "\"x\", " + tag, QByteArray("*")}) {
        const Answer same = ask("GET", path, {{"if-none-match", tags}});
        QCOMPARE(same.status, 304);
        QVERIFY(same.body.isEmpty() && same.contentType.isEmpty());
        QCOMPARE(header(same, "ETag"), tag);
    }
    QCOMPARE(ask("GET", path, {{"if-none-match", "\"x\""}}).status, 200);
    QCOMPARE(ask("GET", path, {{"if-match", tag}}).status, 200);
    QCOMPARE(ask("GET", path, {{"if-match", "\"x\""}}).status, 412);
}

void TestConditions::unchangedIsNotSentAgain()
{
    const QByteArray before = tagOf("/v1/policy");
    QCOMPARE(ask("PATCH", "/v1/policy", {}, "{\"maxAccess\":3600}").status, 200);
    QCOMPARE(ask("GET", "/v1/policy", {{"if-none-match", before}}).status, 200);
    QVERIFY(tagOf("/v1/policy") != before);
    // What is no single thing has no tag.
    QVERIFY(tagOf("/v1/users").isEmpty());
    QVERIFY(tagOf("/v1/overview").isEmpty());
}

void TestConditions::changesUnderACondition()
{
    const QByteArray tag = tagOf("/v1/users/paul@contoso.com");
    const QByteArray path = "/v1/users/paul@contoso.com/roles";
    QCOMPARE(ask("PUT", path, {{"if-match", tag}}, "{\"roles\":[\"global-reader\"]}").status, 200);
    const Answer refused = ask("PUT", path, {{"if-match", tag}}, "{\"roles\":[]}");
    QCOMPARE(refused.status, 412);
    QCOMPARE(field(refused, "code"), QStringLiteral("changedMeanwhile"));
    QCOMPARE(ask("PUT", path, {{"if-match", "*"}}, "{\"roles\":[]}").status, 200);
    QCOMPARE(ask("PUT", path, {{"if-match", "W/" + tagOf("/v1/users/paul@contoso.com")}},
                 "{\"roles\":[]}")
                 .status,
             412);
}

void TestConditions::refusalSaysWhereItStands()
{
    const auto request = m_tenant->approved();
    const QByteArray path = "/v1/requests/" + request.id.toString().toLatin1();
    const QByteArray tag = tagOf(path);
    need(m_tenant->door().recordAction(T::eve(), request.id.toString(), QStringLiteral("looked")));
    for (const auto &[headers, status] : {std::pair(Headers{{"if-match", tag}}, 412),
                                          std::pair(Headers{}, 200), std::pair(Headers{}, 409)}) {
        const Answer answer = ask("POST", path + "/revoke", headers);
        QCOMPARE(answer.status, status);
        if (status == 200)
            continue;
        QCOMPARE(field(answer, "state"),
                 status == 412 ? QStringLiteral("approved") : QStringLiteral("revoked"));
        QCOMPARE(field(answer, "decidedBy"), T::abe().userPrincipalName);
        QVERIFY(!field(answer, "decidedAt").isEmpty());
    }
}

void TestConditions::wrongConditionsAreRefused_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *what, const char *method, const char *path, const char *name,
                        const char *value) {
        QTest::newRow(what) << QByteArray(method) << QByteArray(path) << QByteArray(name)
                            << QByteArray(value);
    };
    row("no quotation marks", "PATCH", "/v1/policy", "if-match", "abc");
    row("empty", "PATCH", "/v1/policy", "if-match", "");
    row("half", "PATCH", "/v1/policy", "if-match", "\"abc");
    row("star and more", "PATCH", "/v1/policy", "if-match", "*, \"a\"");
    row("what has no tag", "POST", "/v1/sign-out", "if-match", "*");
    row("a list", "GET", "/v1/users", "if-none-match", "\"a\"");
    row("a list by if-match", "GET", "/v1/users", "if-match", "*");
    row("a change", "PATCH", "/v1/policy", "if-none-match", "*");
    row("no tag", "GET", "/v1/policy", "if-none-match", "abc");
}

void TestConditions::wrongConditionsAreRefused()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    const Answer answer = ask(method, path, {{name, value}});
    QCOMPARE(answer.status, 400);
    QCOMPARE(field(answer, "field").toLatin1(), name);
    QCOMPARE(ask("GET", "/v1/account").status, 200); // signed in still
}

void TestConditions::tooManyCallsOfAnAccount()
{
    m_api->setLimits(
        std::make_shared<api::Limits>(api::LimitOptions{.ofAccount = 3, .ofAddress = 0}));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(ask("GET", "/v1/account").status, 200);
    const Answer refused = ask("PATCH", "/v1/policy", {}, "{\"maxAccess\":3600}");
    QCOMPARE(refused.status, 429);
    QCOMPARE(field(refused, "code"), QStringLiteral("tooManyTries"));
    QVERIFY(header(refused, "Retry-After").toInt() > 0);
    QVERIFY(need(m_tenant->door().policy(T::ada())).maxAccess != 1h);
    // Who is nobody takes nothing from an account.
    m_token = "lockbox_none";
    QCOMPARE(ask("GET", "/v1/account").status, 401);
}

void TestConditions::tooManyCallsOfAnAddress()
{
    m_api->setLimits(
        std::make_shared<api::Limits>(api::LimitOptions{.ofAccount = 0, .ofAddress = 2}));
    QCOMPARE(ask("GET", "/v1/account").status, 200);
    m_token = "lockbox_none";
    QCOMPARE(ask("GET", "/v1/account").status, 401);
    QCOMPARE(ask("GET", "/v1/info").status, 429);
    QCOMPARE(m_api->answer({.method = "GET", .path = "/v1/info", .address = QStringLiteral("::1")})
                 .status,
             200);
}

/// The workers ask again for who waits for news, whenever there are any.
void TestConditions::whoWaitsIsCountedOnce()
{
    m_api->setLimits(
        std::make_shared<api::Limits>(api::LimitOptions{.ofAccount = 2, .ofAddress = 2}));
    api::Question question{.method = "GET",
                           .path = "/v1/changes",
                           .headers = {{"authorization", "Bearer " + m_token}},
                           .address = QStringLiteral("192.0.2.1")};
    question.query.addQueryItem(QStringLiteral("after"), QStringLiteral("100000"));
    question.query.addQueryItem(QStringLiteral("wait"), QStringLiteral("30s"));
    QVERIFY(m_api->answer(question).wait);
    question.isAgain = true;
    for (int i = 0; i < 10; ++i)
        QVERIFY(m_api->answer(question).wait);
    QCOMPARE(ask("GET", "/v1/account").status, 200);
    QCOMPARE(ask("GET", "/v1/account").status, 429);
}

void TestConditions::triesSayWhenToTryAgain()
{
    const QByteArray body = "{\"userPrincipalName\":\"ada@contoso.com\",\"password\":\"wrong\"}";
    for (int i = 0; i < 5; ++i)
        QCOMPARE(ask("POST", "/v1/sign-in", {}, body).status, 401);
    m_tenant->clock().advance(20s);
    const Answer refused = ask("POST", "/v1/sign-in", {}, body);
    QCOMPARE(refused.status, 429);
    QCOMPARE(header(refused, "Retry-After"), QByteArray("40"));
}

void TestConditions::unknownParametersAreRefused()
{
    m_tenant->authorized();
    int asked = 0;
    for (const api::Route &route : api::Api::routes()) {
        api::Question question{.method = route.method,
                               .path = QByteArray(route.path)
                                           .replace("{request}", "EXSR359123")
                                           .replace("{user}", "paul@contoso.com")
                                           .replace("{seq}", "1")
                                           .replace("{notice}", "1"),
                               .headers = {{"authorization", "Bearer " + m_token}}};
        question.query.addQueryItem(QStringLiteral("statte"), QStringLiteral("pending"));
        const Answer answer = m_api->answer(question);
        QVERIFY2(answer.status == 400, qPrintable(QString::fromLatin1(route.path)));
        asked += field(answer, "field") == QStringLiteral("statte") ? 1 : 0;
    }
    QCOMPARE(asked, int(api::Api::routes().size()) - 1); // the token's says it in its own way
}

void TestConditions::valuesAreNamedAsInJson_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *method, const char *path, const char *body, const char *name) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray(body)
                            << QString::fromLatin1(name);
    };
    row("PATCH", "/v1/policy", "{\"decideWithin\":1}", "decideWithin");
    row("PATCH", "/v1/policy", "{\"maxAccess\":1}", "maxAccess");
    row("PATCH", "/v1/notifications", "{\"timeZone\":\"Mars/Base\"}", "timeZone");
    const char *user = "{\"userPrincipalName\":\"a@b.com\",\"side\":\"customer\",";
    const QByteArray name = QByteArray(user) + "\"displayName\":\"\"}";
    const QByteArray mail =
        QByteArray(user) + "\"displayName\":\"A\",\"alternateEmail\":\"nowhere\"}";
    row("POST", "/v1/users", name.constData(), "displayName");
    row("POST", "/v1/users", mail.constData(), "alternateEmail");
    row("PUT", "/v1/password", "{\"password\":\"correct horse battery\",\"newPassword\":\"short\"}",
        "newPassword");
}

void TestConditions::valuesAreNamedAsInJson()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(QString, name);
    const Answer answer = ask(method, path, {}, body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(field(answer, "field"), name);
    for (const char *other : {"decide-within", "max-access", "time-zone", "alternate-email"})
        QVERIFY2(!field(answer, "detail").contains(QLatin1String(other)), answer.body.constData());
}

QTEST_GUILESS_MAIN(TestConditions)
#include "tst_conditions.moc"
