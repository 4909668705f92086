#include "core/oidc/flow.h"
#include "core/remote/httpclient.h"
#include "tests/core/oidc/testissuer.h"
#include "tests/core/store/storefixture.h"

#include <QTcpSocket>
#include <QTest>

using namespace lockbox;
using namespace lockbox::oidc;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Signing in with the system's browser: what it is sent with, what it may come back with, and who else may call meanwhile.
class TestBrowserFlow : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void browserIsSentAndComesBack();
    void userIsAskedAgain();
    void answersOfOthersAreRefused_data();
    void answersOfOthersAreRefused();
    void strangersAreSentAway();
    void silentStrangersDoNotBlock();
    void nobodyComes();
    void canBeStopped();
    void noBrowser();

private:
    FlowOptions options() const
    {
        return {.method = {.issuer = m_issuer->name(),
                           .clientId = QStringLiteral("lockbox & co"),
                           .deviceClientId = {},
                           .scope = QStringLiteral("openid profile")},
                .caFile = {},
                .userName = QStringLiteral("ada+1@contoso.com"),
                .patience = 20s};
    }
    static QString item(const QUrl &url, const char *name)
    {
        return QUrlQuery(url).queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
    }
    /// Opens what the browser was sent back to, with this query; its status.
    static int visit(const QUrl &address, const QUrlQuery &query)
    {
        const auto answer =
            HttpClient({.url = address.adjusted(QUrl::RemovePath | QUrl::RemoveQuery)})
                .ask({.path =
                          address.path() + QLatin1Char('?') + query.toString(QUrl::FullyEncoded)});
        return answer ? answer->status : -1;
    }
    /// Plays the browser on a thread of its own, as long as this lives.
    OpenBrowser browser(std::function<void(const QUrl &)> play)
    {
        return [this, play](const QUrl &url) {
            m_url = url;
            m_browser = std::jthread([play, url] { play(url); });
            return true;
        };
    }
    OpenBrowser comingBackWith(const QUrlQuery &more)
    {
        return browser([more](const QUrl &url) {
            QUrlQuery query{{QStringLiteral("state"), item(url, "state")}};
            for (const auto &[name, value] : more.queryItems())
                query.addQueryItem(name, value);
            visit(QUrl(item(url, "redirect_uri")), query);
        });
    }

    std::unique_ptr<TestIssuer> m_issuer;
    QUrl m_url;
    QUrlQuery m_form;
    std::jthread m_browser;
};

void TestBrowserFlow::init()
{
    m_issuer = std::make_unique<TestIssuer>();
    m_issuer->setDocument(
        {{QStringLiteral("token_endpoint"), m_issuer->name() + QStringLiteral("/token")},
         {QStringLiteral("authorization_endpoint"),
          m_issuer->name() + QStringLiteral("/auth?a=b")}});
    m_issuer->setEndpoint([this](const QByteArray &, const QUrlQuery &form) {
        m_form = form;
        const QByteArray token =
            unsignedToken({}, QJsonObject{{QStringLiteral("nonce"), item(m_url, "nonce")}}) + ".AA";
        return api::jsonAnswer({{QStringLiteral("id_token"), QString::fromLatin1(token)}});
    });
    m_form.clear();
}

void TestBrowserFlow::browserIsSentAndComesBack()
{
    const IdTokenProof proof = need(signInWithBrowser(
        options(), comingBackWith({{QStringLiteral("code"), QStringLiteral("a%2Bb%2Fc")}})));
    QCOMPARE(QString::fromLatin1(nonceOf(proof.nonceVerifier)), item(m_url, "nonce"));
    // What the browser was sent with.
    QCOMPARE(item(m_url, "a"), QStringLiteral("b"));
    QCOMPARE(item(m_url, "client_id"), QStringLiteral("lockbox & co"));
    QCOMPARE(item(m_url, "scope"), QStringLiteral("openid profile"));
    QCOMPARE(item(m_url, "login_hint"), QStringLiteral("ada+1@contoso.com"));
    QVERIFY(m_url.toString(QUrl::FullyEncoded).contains(QStringLiteral("ada%2B1%40contoso.com")));
    QCOMPARE(item(m_url, "response_type"), QStringLiteral("code"));
    QCOMPARE(item(m_url, "code_challenge_method"), QStringLiteral("S256"));
    QVERIFY(item(m_url, "prompt").isEmpty());
    QVERIFY(item(m_url, "redirect_uri").startsWith(QStringLiteral("http://127.0.0.1:")));
    // The code is changed for a token by who has the verifier of the challenge.
    const auto sent = [this](const char *name) {
        return m_form.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
    };
    QCOMPARE(sent("code"), QStringLiteral("a+b/c"));
    QCOMPARE(sent("client_id"), QStringLiteral("lockbox & co"));
    QCOMPARE(sent("redirect_uri"), item(m_url, "redirect_uri"));
    QCOMPARE(sent("code_verifier").size(), 43);
    QCOMPARE(QString::fromLatin1(nonceOf(sent("code_verifier").toLatin1())),
             item(m_url, "code_challenge"));
    QVERIFY(sent("client_secret").isEmpty());
    // All of these are made anew for each sign-in.
    const QUrl before = m_url;
    need(signInWithBrowser(options(),
                           comingBackWith({{QStringLiteral("code"), QStringLiteral("a")}})));
    for (const char *name : {"state", "nonce", "code_challenge"})
        QVERIFY(item(before, name) != item(m_url, name));
}

void TestBrowserFlow::userIsAskedAgain()
{
    FlowOptions again = options();
    again.again = true;
    need(signInWithBrowser(again, comingBackWith({{QStringLiteral("code"), QStringLiteral("a")}})));
    QCOMPARE(item(m_url, "prompt"), QStringLiteral("login"));
    QCOMPARE(item(m_url, "max_age"), QStringLiteral("600"));
}

void TestBrowserFlow::answersOfOthersAreRefused_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("namesItself");
    QTest::addColumn<QString>("words");
    const QString other = QStringLiteral("another issuer");
    QTest::newRow("of another issuer")
        << QStringLiteral("code=a&iss=https://other.example.com") << false << other;
    QTest::newRow("of nobody, where it says who it is")
        << QStringLiteral("code=a") << true << other;
    QTest::newRow("another's refusal")
        << QStringLiteral("error=access_denied&iss=x") << false << other;
    QTest::newRow("a refusal") << QStringLiteral("error=access_denied&error_description=not+you")
                               << false << QStringLiteral("not you (access_denied)");
    QTest::newRow("nothing") << QStringLiteral("a=b") << false << QStringLiteral("with nothing");
}

void TestBrowserFlow::answersOfOthersAreRefused()
{
    QFETCH(QString, query);
    QFETCH(bool, namesItself);
    QFETCH(QString, words);
    m_issuer->setDocument(
        {{QStringLiteral("token_endpoint"), m_issuer->name() + QStringLiteral("/token")},
         {QStringLiteral("authorization_endpoint"), m_issuer->name() + QStringLiteral("/auth")},
         {QStringLiteral("authorization_response_iss_parameter_supported"), namesItself}});
    const auto done = signInWithBrowser(options(), comingBackWith(QUrlQuery(query)));
    QVERIFY(!done);
    QVERIFY2(done.error().message.contains(words), qPrintable(done.error().message));
    QVERIFY(m_form.isEmpty()); // nobody was asked for a token
}

void TestBrowserFlow::strangersAreSentAway()
{
    std::vector<int> answered;
    const auto done = signInWithBrowser(
        options(), browser([&](const QUrl &url) {
            const QUrl back(item(url, "redirect_uri"));
            const QString code = QStringLiteral("code");
            const QString state = QStringLiteral("state");
            answered.push_back(visit(back, {{code, QStringLiteral("a")}}));
            answered.push_back(
                visit(back, {{code, QStringLiteral("a")}, {state, QStringLiteral("b")}}));
            answered.push_back(visit(back.resolved(QUrl(QStringLiteral("/favicon.ico"))),
                                     {{state, item(url, "state")}}));
            answered.push_back(
                visit(back, {{state, item(url, "state")}, {code, QStringLiteral("right")}}));
        }));
    need(done);
    m_browser.join();
    QCOMPARE(answered, std::vector<int>({404, 404, 404, 200}));
    QCOMPARE(m_form.queryItemValue(QStringLiteral("code")), QStringLiteral("right"));
}

void TestBrowserFlow::silentStrangersDoNotBlock()
{
    // As browsers do that connect before they know whether they will ask for something.
    std::vector<std::unique_ptr<QTcpSocket>> silent;
    need(signInWithBrowser(options(), browser([&](const QUrl &url) {
                               const QUrl back(item(url, "redirect_uri"));
                               for (int i = 0; i < 5; ++i) {
                                   silent.push_back(std::make_unique<QTcpSocket>());
                                   silent.back()->connectToHost(back.host(), quint16(back.port()));
                                   silent.back()->waitForConnected();
                               }
                               visit(back, {{QStringLiteral("state"), item(url, "state")},
                                            {QStringLiteral("code"), QStringLiteral("a")}});
                               silent.clear();
                           })));
}

void TestBrowserFlow::nobodyComes()
{
    FlowOptions brief = options();
    brief.patience = 200ms;
    const auto done = signInWithBrowser(brief, [](const QUrl &) { return true; });
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Interrupted);
    QVERIFY(done.error().message.contains(QStringLiteral("in time")));
}

void TestBrowserFlow::canBeStopped()
{
    std::stop_source source;
    FlowOptions stopped = options();
    stopped.stop = source.get_token();
    const auto done =
        signInWithBrowser(stopped, browser([&](const QUrl &) { source.request_stop(); }));
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Interrupted);
    QVERIFY(done.error().message.contains(QStringLiteral("stopped")));
}

void TestBrowserFlow::noBrowser()
{
    QCOMPARE(refusal(signInWithBrowser(options(), [](const QUrl &) { return false; })),
             QStringLiteral("notSupported"));
    m_issuer->setDocument({});
    QCOMPARE(refusal(signInWithBrowser(options(), [](const QUrl &) { return true; })),
             QStringLiteral("notSupported"));
}

QTEST_GUILESS_MAIN(TestBrowserFlow)
#include "tst_browserflow.moc"
