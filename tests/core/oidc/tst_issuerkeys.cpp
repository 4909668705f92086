#include "core/httpd/socketaddress.h"
#include "tests/core/oidc/testissuer.h"
#include "tests/core/store/storefixture.h"

#include <QJsonArray>
#include <QTest>

#include <netinet/in.h>

using namespace lockbox;
using namespace lockbox::oidc;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Where a service has its issuer's keys from: fetched once, again when they have changed, and never as often as strangers want.
class TestIssuerKeys : public QObject
{
    Q_OBJECT

private slots:
    void keysAreFetchedOnce();
    void newKeysAreFound();
    void withdrawnKeysAreForgotten();
    void forgedNamesDoNotHammerTheIssuer();
    void issuerThatIsDownIsSaid();
    void issuerThatIsBackIsFound();
    void nobodyElseWaits();
    void wrongDocumentsAreNamed_data();
    void wrongDocumentsAreNamed();
    void unfitKeysArePassedOver_data();
    void unfitKeysArePassedOver();
    void unsafeIssuersAreRefused_data();
    void unsafeIssuersAreRefused();

private:
    QByteArray token(const TestIssuer &issuer, const SigningKey &key, const QString &name) const
    {
        return signedToken(
            {{QStringLiteral("alg"), QStringLiteral("RS256")}, {QStringLiteral("kid"), name}},
            issuer.claims(m_clock.now()), key);
    }
    QByteArray token(const TestIssuer &issuer, const SigningKey &key) const
    {
        return token(issuer, key, key.id());
    }
    static Result<IdTokenClaims> check(IdTokens &idTokens, const QByteArray &token)
    {
        return idTokens.check(token, TestIssuer::verifier());
    }

    const SigningKey m_old = SigningKey::rsa(QStringLiteral("old"));
    const SigningKey m_new = SigningKey::rsa(QStringLiteral("new"));
    ManualClock m_clock{Timestamp(1'790'000'000s)};
};

void TestIssuerKeys::keysAreFetchedOnce()
{
    TestIssuer issuer;
    issuer.setKeys({m_old});
    IdTokens idTokens(issuer.options(m_clock));
    for (int i = 0; i < 20; ++i)
        need(check(idTokens, token(issuer, m_old)));
    QCOMPARE(issuer.asked, 1);
    // Also where a token is no good: its key is known.
    QVERIFY(!idTokens.check(token(issuer, m_old), "another verifier, as long as it must be"));
    QVERIFY(!check(idTokens, token(issuer, m_new, m_old.id())));
    QCOMPARE(issuer.asked, 1);
}

void TestIssuerKeys::newKeysAreFound()
{
    TestIssuer issuer;
    issuer.setKeys({m_old});
    IdTokens idTokens(issuer.options(m_clock));
    need(check(idTokens, token(issuer, m_old)));
    issuer.setKeys({m_old, m_new});
    need(check(idTokens, token(issuer, m_new)));
    need(check(idTokens, token(issuer, m_old)));
    QCOMPARE(issuer.asked, 2);
    issuer.setKeys({m_new});
    QCOMPARE(refusal(check(idTokens, token(issuer, m_old, QStringLiteral("no such key")))),
             QStringLiteral("signInRequired"));
    // By then the old one is known to be gone.
    QCOMPARE(refusal(check(idTokens, token(issuer, m_old))), QStringLiteral("signInRequired"));
    need(check(idTokens, token(issuer, m_new)));
}

void TestIssuerKeys::withdrawnKeysAreForgotten()
{
    TestIssuer issuer;
    issuer.setKeys({m_old});
    OidcOptions options = issuer.options(m_clock);
    options.fetchAgain = 20ms;
    IdTokens idTokens(options);
    need(check(idTokens, token(issuer, m_old)));
    issuer.setKeys({m_new});
    QTRY_COMPARE(refusal(check(idTokens, token(issuer, m_old))), QStringLiteral("signInRequired"));
    // Those that can't be fetched again are not trusted for ever.
    options.longestKept = 1ms;
    options.pause = 20ms;
    IdTokens careful(options);
    need(check(careful, token(issuer, m_new)));
    issuer.setDown(true);
    QTRY_COMPARE(refusal(check(careful, token(issuer, m_new))), QStringLiteral("unreachable"));
}

void TestIssuerKeys::forgedNamesDoNotHammerTheIssuer()
{
    TestIssuer issuer;
    issuer.setKeys({m_old});
    IdTokens idTokens(issuer.options(m_clock));
    need(check(idTokens, token(issuer, m_old)));
    for (int i = 0; i < 100; ++i)
        QCOMPARE(refusal(check(idTokens, token(issuer, m_new, QString::number(i)))),
                 QStringLiteral("signInRequired"));
    QCOMPARE(issuer.asked, 1 + issuer.options(m_clock).mostFetches);
    // Nobody is locked out by that.
    need(check(idTokens, token(issuer, m_old)));
    // After a pause it is asked again.
    OidcOptions options = issuer.options(m_clock);
    options.mostFetches = 1;
    options.pause = 10ms;
    IdTokens eager(options);
    need(check(eager, token(issuer, m_old)));
    QVERIFY(!check(eager, token(issuer, m_new)));
    issuer.setKeys({m_new});
    QTRY_VERIFY(check(eager, token(issuer, m_new)));
}

void TestIssuerKeys::issuerThatIsDownIsSaid()
{
    TestIssuer issuer;
    issuer.setKeys({m_old});
    issuer.setDown(true);
    std::mutex mutex;
    QStringList said;
    IdTokens idTokens(issuer.options(m_clock), [&](const QString &message) {
        const std::lock_guard lock(mutex);
        said.append(message);
    });
    const auto refused = check(idTokens, token(issuer, m_old));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Unreachable);
    QVERIFY2(refused.error().message.contains(issuer.name()), qPrintable(refused.error().message));
    for (int i = 0; i < 20; ++i)
        QCOMPARE(refusal(check(idTokens, token(issuer, m_old))), QStringLiteral("unreachable"));
    const std::lock_guard lock(mutex);
    QCOMPARE(said.size(), 1);
    QVERIFY(idTokens.fetches() <= 1 + idTokens.options().mostFetches);
}

void TestIssuerKeys::issuerThatIsBackIsFound()
{
    TestIssuer issuer;
    issuer.setKeys({m_old});
    issuer.setDown(true);
    OidcOptions options = issuer.options(m_clock);
    options.pause = 20ms;
    std::atomic<int> said = 0;
    IdTokens idTokens(options, [&](const QString &) { ++said; });
    QVERIFY(!check(idTokens, token(issuer, m_old)));
    issuer.setDown(false);
    QTRY_VERIFY(check(idTokens, token(issuer, m_old)));
    QTRY_COMPARE(said, 2);
    // With keys it goes on while the issuer is down.
    issuer.setDown(true);
    QVERIFY(check(idTokens, token(issuer, m_old)));
}

/// An issuer that takes a connection and says nothing.
class Silent
{
public:
    Silent()
    {
        m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
        const auto address = need(httpd::SocketAddress::of(QStringLiteral("127.0.0.1"), 0));
        socklen_t size = sizeof(sockaddr_in);
        if (::bind(m_socket, address.get(), size) != 0 || ::listen(m_socket, 100) != 0)
            qFatal("no socket");
        sockaddr_in own{};
        ::getsockname(m_socket, reinterpret_cast<sockaddr *>(&own), &size);
        m_port = ntohs(own.sin_port);
    }
    ~Silent() { httpd::closeSocket(m_socket); }
    QString name() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

private:
    int m_socket;
    int m_port;
};

void TestIssuerKeys::nobodyElseWaits()
{
    const Silent silent;
    TestIssuer issuer;
    OidcOptions options = issuer.options(m_clock);
    options.place = {.issuer = silent.name(), .patience = 3s};
    options.mostWaiting = 1;
    IdTokens idTokens(options);
    const QByteArray one = token(issuer, m_old);
    std::atomic<int> answered = 0;
    std::vector<std::jthread> callers;
    for (int i = 0; i < 4; ++i)
        callers.emplace_back([&] {
            const auto refused = check(idTokens, one);
            answered += !refused && refused.error().code == ErrorCode::Unreachable ? 1 : 0;
        });
    // All but the one that waits, and long before its patience ends.
    QTRY_COMPARE_WITH_TIMEOUT(answered, 3, 2500);
}

void TestIssuerKeys::wrongDocumentsAreNamed_data()
{
    QTest::addColumn<QJsonObject>("changes");
    QTest::addColumn<QString>("words");
    const auto with = [](const char *name, const char *value) {
        return QJsonObject{{QString::fromLatin1(name), QString::fromLatin1(value)}};
    };
    QTest::newRow("another issuer")
        << with("issuer", "https://login.example.com")
        << QStringLiteral("says that it is \"https://login.example.com\"");
    QTest::newRow("no keys") << with("jwks_uri", "") << QStringLiteral("jwks_uri");
    QTest::newRow("keys without TLS")
        << with("jwks_uri", "http://login.example.com/keys") << QStringLiteral("jwks_uri");
    QTest::newRow("keys on a host that looks like this one")
        << with("jwks_uri", "http://127.0.0.1.example.com/keys") << QStringLiteral("jwks_uri");
    QTest::newRow("keys in a file")
        << with("jwks_uri", "file:///etc/passwd") << QStringLiteral("jwks_uri");
    QTest::newRow("tokens without TLS")
        << with("token_endpoint", "http://login.example.com/token") << QStringLiteral("token");
}

void TestIssuerKeys::wrongDocumentsAreNamed()
{
    QFETCH(QJsonObject, changes);
    QFETCH(QString, words);
    TestIssuer issuer;
    issuer.setKeys({m_old});
    QCOMPARE(need(tryIssuer({.issuer = issuer.name()})), 1);
    issuer.setDocument(changes);
    const auto refused = tryIssuer({.issuer = issuer.name()});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Unreachable);
    QVERIFY2(refused.error().message.contains(words), qPrintable(refused.error().message));
}

void TestIssuerKeys::unfitKeysArePassedOver_data()
{
    QTest::addColumn<QJsonObject>("key");
    const auto changed = [](const SigningKey &key, const char *name, const char *value) {
        QJsonObject json = key.jwk();
        json.insert(QString::fromLatin1(name), QString::fromLatin1(value));
        return json;
    };
    const auto ec = SigningKey::ec(QStringLiteral("k"));
    QTest::newRow("1024 bits") << SigningKey::rsa(QStringLiteral("k"), 1024).jwk();
    QTest::newRow("for encryption") << changed(m_old, "use", "enc");
    QTest::newRow("another curve") << changed(ec, "crv", "P-384");
    QTest::newRow("a secret") << QJsonObject{{QStringLiteral("kty"), QStringLiteral("oct")},
                                             {QStringLiteral("k"), QStringLiteral("c2VjcmV0")}};
    QTest::newRow("for signing only")
        << QJsonObject{{QStringLiteral("kty"), QStringLiteral("RSA")},
                       {QStringLiteral("key_ops"), QJsonArray{QStringLiteral("sign")}}};
    QTest::newRow("nothing") << QJsonObject();
}

void TestIssuerKeys::unfitKeysArePassedOver()
{
    QFETCH(QJsonObject, key);
    TestIssuer issuer;
    const QString keys = QStringLiteral("keys");
    issuer.setKeys(QJsonObject{{keys, QJsonArray{key, m_old.jwk()}}});
    QCOMPARE(need(tryIssuer({.issuer = issuer.name()})), 1);
    issuer.setKeys(QJsonObject{{keys, QJsonArray{key}}});
    QCOMPARE(refusal(tryIssuer({.issuer = issuer.name()})), QStringLiteral("unreachable"));
}

void TestIssuerKeys::unsafeIssuersAreRefused_data()
{
    QTest::addColumn<QString>("issuer");
    QTest::addColumn<bool>("isTaken");
    const auto add = [](const char *issuer, bool isTaken) {
        QTest::newRow(issuer) << QString::fromLatin1(issuer) << isTaken;
    };
    add("https://login.contoso.com", true);
    add("https://login.contoso.com/realms/contoso/", true);
    add("http://localhost:8080/realms/contoso", true);
    add("http://[::1]:8080", true);
    add("http://login.contoso.com", false);
    add("http://127.0.0.1.contoso.com", false);
    add("http://localhost.contoso.com", false);
    add("https://login.contoso.com?tenant=1", false);
    add("https://login.contoso.com#a", false);
    add("https://a:b@login.contoso.com", false);
    add("login.contoso.com", false);
    add("file:///etc", false);
    add("", false);
}

void TestIssuerKeys::unsafeIssuersAreRefused()
{
    QFETCH(QString, issuer);
    QFETCH(bool, isTaken);
    QCOMPARE(bool(checkIssuer(issuer)), isTaken);
}

QTEST_GUILESS_MAIN(TestIssuerKeys)
#include "tst_issuerkeys.moc"
