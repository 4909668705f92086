#include "core/api/message.h"
#include "core/httpd/httpserver.h"
#include "core/remote/remotelockbox.h"
#include "tests/core/store/storefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <set>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// A service that knows one account and forgets who it is when it is told to.
class Forgetful
{
public:
    Forgetful()
        : m_workers(need(httpd::Workers::start(
            2,
            [this]() -> Result<httpd::Answerer> {
                return [this](const api::Question &question) { return answer(question); };
            },
            []() -> Result<httpd::Watch> {
                return [](qint64 head, std::chrono::milliseconds, std::stop_token) {
                    std::this_thread::sleep_for(10ms);
                    return Result<qint64>(head);
                };
            }))),
          m_server(need(httpd::HttpServer::start({.port = 0}, *m_workers)))
    {}

    RemoteOptions options(const QByteArray &token) const
    {
        return {.url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server->port())),
                .token = token};
    }

    std::atomic<bool> isFresh = true;
    std::atomic<bool> isKnown = true;
    std::atomic<int> proofs = 0;
    std::atomic<int> signIns = 0;
    std::atomic<int> changes = 0;
    std::set<QByteArray> keys; ///< Idempotency keys of changes, whether they were refused or not.

private:
    static QJsonObject account()
    {
        return {{QStringLiteral("userPrincipalName"), QStringLiteral("ada@contoso.com")},
                {QStringLiteral("displayName"), QStringLiteral("Ada")},
                {QStringLiteral("side"), QStringLiteral("customer")},
                {QStringLiteral("roles"), QJsonArray()}};
    }
    static QJsonObject tenant()
    {
        return {{QStringLiteral("id"), QStringLiteral("2b3c91f6-1111-4222-8333-0123456789ab")},
                {QStringLiteral("name"), QStringLiteral("Contoso")},
                {QStringLiteral("domain"), QStringLiteral("contoso.com")},
                {QStringLiteral("provider"), QStringLiteral("Fabrikam")}};
    }
    static api::Answer refuse(const char *message, const char *field)
    {
        return api::problem({.code = ErrorCode::SignInRequired,
                             .message = QString::fromLatin1(message),
                             .field = QString::fromLatin1(field)});
    }
    static bool isRight(const api::Question &question)
    {
        return QJsonDocument::fromJson(question.body)[QStringLiteral("password")].toString()
               == QStringLiteral("right");
    }

    api::Answer answer(const api::Question &question)
    {
        const std::lock_guard lock(m_mutex);
        if (question.path == "/v1/sign-in") {
            if (!isRight(question))
                return refuse("the user name or the password is wrong", "");
            ++signIns;
            isKnown = true;
            isFresh = true;
            m_token = "new";
            return api::jsonAnswer(
                {{QStringLiteral("token"), QStringLiteral("new")},
                 {QStringLiteral("account"), account()},
                 {QStringLiteral("tenant"), tenant()},
                 {QStringLiteral("expiresAt"), QStringLiteral("2026-02-05T19:11:55Z")}},
                201);
        }
        if (!isKnown || question.headers.value("authorization") != "Bearer " + m_token)
            return refuse("the sign-in has ended", "");
        if (question.path == "/v1/sign-in/prove") {
            if (!isRight(question))
                return refuse("the user name or the password is wrong", "");
            ++proofs;
            isFresh = true;
            return api::emptyAnswer();
        }
        if (question.path == "/v1/account")
            return api::jsonAnswer(account());
        keys.insert(question.headers.value("idempotency-key"));
        if (!isFresh)
            return refuse("show once more who you are", "password");
        ++changes;
        return api::jsonAnswer({{QStringLiteral("requireApproval"), true},
                                {QStringLiteral("decideWithin"), 3600},
                                {QStringLiteral("maxAccess"), 3600},
                                {QStringLiteral("commentRequiredOnDeny"), true}});
    }

    std::mutex m_mutex;
    QByteArray m_token = "old";
    std::unique_ptr<httpd::Workers> m_workers;
    std::unique_ptr<httpd::HttpServer> m_server;
};

/// Who it is can be shown once more in the middle of a call, and the call goes on.
class TestRemoteAccess : public QObject
{
    Q_OBJECT

private slots:
    void asksInPlaceAndGoesOn();
    void asksAgainAfterAWrongPassword();
    void refusesWhereNobodyAnswers();
    void signsInAnewWhereItHasEnded();
    void asksOnceForAllThreads();

private:
    const Session m_ada{QStringLiteral("ada@contoso.com")};
};

static std::shared_ptr<RemoteAccess> accessTo(const Forgetful &service, AskProof ask,
                                              RemoteAccess::Renewed renewed = {})
{
    return std::make_shared<RemoteAccess>(service.options("old"), QStringLiteral("ada@contoso.com"),
                                          std::move(ask), std::move(renewed));
}

void TestRemoteAccess::asksInPlaceAndGoesOn()
{
    Forgetful service;
    QStringList asked;
    const auto door = need(openRemoteStore(accessTo(service, [&](const QString &why) {
        asked.append(why);
        return std::optional<QByteArray>("right");
    })));
    need(door->changePolicy(m_ada, {.maxAccess = 1h}));
    QVERIFY(asked.isEmpty());
    service.isFresh = false;
    need(door->changePolicy(m_ada, {.maxAccess = 1h}));
    QCOMPARE(asked, QStringList{QStringLiteral("show once more who you are")});
    QCOMPARE(service.changes, 2);
    // The change that was refused and the one that was done are the same one.
    QCOMPARE(service.keys.size(), size_t(2));
}

void TestRemoteAccess::asksAgainAfterAWrongPassword()
{
    Forgetful service;
    QStringList asked;
    const auto door = need(openRemoteStore(accessTo(service, [&](const QString &why) {
        asked.append(why);
        return std::optional<QByteArray>(asked.size() < 3 ? "wrong" : "right");
    })));
    service.isFresh = false;
    service.isKnown = true;
    need(door->changePolicy(m_ada, {.maxAccess = 1h}));
    QCOMPARE(asked.size(), 3);
    QVERIFY(asked.at(1).contains(QStringLiteral("wrong")));
}

void TestRemoteAccess::refusesWhereNobodyAnswers()
{
    Forgetful service;
    const auto door = need(openRemoteStore(
        accessTo(service, [](const QString &) { return std::optional<QByteArray>(); })));
    service.isFresh = false;
    const auto refused = door->changePolicy(m_ada, {.maxAccess = 1h});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::SignInRequired);
    QCOMPARE(service.changes, 0);
}

void TestRemoteAccess::signsInAnewWhereItHasEnded()
{
    Forgetful service;
    QByteArray kept;
    const auto access = accessTo(
        service, [](const QString &) { return std::optional<QByteArray>("right"); },
        [&](const RemoteSignIn &signIn) { kept = signIn.token; });
    const auto door = need(openRemoteStore(access));
    const auto other = need(openRemoteStore(access));
    service.isKnown = false;
    need(door->changePolicy(m_ada, {.maxAccess = 1h}));
    QCOMPARE(kept, QByteArray("new"));
    // Another thread's door has the new token as well.
    need(other->changePolicy(m_ada, {.maxAccess = 1h}));
    QCOMPARE(service.signIns, 1);
}

void TestRemoteAccess::asksOnceForAllThreads()
{
    Forgetful service;
    std::atomic<int> asked = 0;
    const auto access = accessTo(service, [&](const QString &) {
        ++asked;
        std::this_thread::sleep_for(200ms);
        return std::optional<QByteArray>("right");
    });
    service.isFresh = false;
    std::atomic<int> done = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 3; ++i)
            threads.emplace_back([&] {
                const auto door = need(openRemoteStore(access));
                done += door->changePolicy(m_ada, {.maxAccess = 1h}) ? 1 : 0;
            });
    }
    QCOMPARE(done, 3);
    QCOMPARE(asked, 1);
}

QTEST_GUILESS_MAIN(TestRemoteAccess)
#include "tst_remoteaccess.moc"
