#include "tests/core/oidc/testissuer.h"
#include "tests/core/store/storefixture.h"

#include <QJsonArray>
#include <QTest>

using namespace lockbox;
using namespace lockbox::oidc;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Which ID tokens are taken: those of the issuer, for this service, asked for by whoever sends them, and of now.
class TestIdTokens : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void goodOnesAreTaken_data();
    void goodOnesAreTaken();
    void wrongClaimsAreRefused_data();
    void wrongClaimsAreRefused();
    void leewayIsAMinute();
    void fractionsOfSecondsAreTaken();
    void emailCountsWhereItIsVerified_data();
    void emailCountsWhereItIsVerified();
    void unsignedOnesAreRefused();
    void publicKeyIsNoSecret();
    void keyAndAlgorithmMustFit_data();
    void keyAndAlgorithmMustFit();
    void keyOfAnotherIssuerIsRefused();
    void tamperedOnesAreRefused_data();
    void tamperedOnesAreRefused();
    void nonceBindsItToTheProgram();
    void accessTokenBindsItWithoutANonce();

private:
    static QJsonObject header(const QString &algorithm, const QString &key)
    {
        return {{QStringLiteral("alg"), algorithm}, {QStringLiteral("kid"), key}};
    }
    QJsonObject claims() const { return m_issuer.claims(m_clock.now()); }
    QByteArray token(const QJsonObject &claims) const
    {
        return signedToken(header(QStringLiteral("RS256"), m_rsa.id()), claims, m_rsa);
    }
    Result<IdTokenClaims> check(const QByteArray &token,
                                const QByteArray &verifier = TestIssuer::verifier())
    {
        return m_idTokens->check(token, verifier);
    }
    /// Why it is refused; empty where it is taken.
    QString refusalOf(const QByteArray &token, const QByteArray &verifier = TestIssuer::verifier())
    {
        const auto checked = check(token, verifier);
        if (checked)
            return {};
        return checked.error().code == ErrorCode::SignInRequired
                   ? checked.error().message
                   : QStringLiteral("another error: ") + checked.error().message;
    }

    const SigningKey m_rsa = SigningKey::rsa(QStringLiteral("rsa"));
    const SigningKey m_ec = SigningKey::ec(QStringLiteral("ec"));
    ManualClock m_clock{Timestamp(1'790'000'000s)};
    TestIssuer m_issuer;
    std::unique_ptr<IdTokens> m_idTokens;
};

void TestIdTokens::initTestCase()
{
    m_issuer.setKeys({m_rsa, m_ec});
    m_idTokens = std::make_unique<IdTokens>(m_issuer.options(m_clock));
}

void TestIdTokens::goodOnesAreTaken_data()
{
    QTest::addColumn<QByteArray>("token");
    for (const char *algorithm : {"RS256", "PS256"})
        QTest::newRow(algorithm) << signedToken(header(QString::fromLatin1(algorithm), m_rsa.id()),
                                                claims(), m_rsa);
    QTest::newRow("ES256") << signedToken(header(QStringLiteral("ES256"), m_ec.id()), claims(),
                                          m_ec);
    QTest::newRow("no key is named, one fits")
        << signedToken({{QStringLiteral("alg"), QStringLiteral("ES256")}}, claims(), m_ec);
    QJsonObject others = claims();
    others.insert(QStringLiteral("aud"), QJsonArray{QStringLiteral("lockbox")});
    others.insert(QStringLiteral("azp"), QStringLiteral("lockbox"));
    others.insert(QStringLiteral("nbf"), others.value(QStringLiteral("iat")));
    QTest::newRow("audience as a list") << token(others);
    others.insert(QStringLiteral("aud"), QStringLiteral("lockbox-device"));
    others.insert(QStringLiteral("azp"), QStringLiteral("lockbox-device"));
    QTest::newRow("by the device flow") << token(others);
}

void TestIdTokens::goodOnesAreTaken()
{
    QFETCH(QByteArray, token);
    const IdTokenClaims known = need(check(token));
    QCOMPARE(known.user, TestIssuer::user());
    QCOMPARE(known.signedInAt, std::optional<Timestamp>(m_clock.now() - 10s));
}

void TestIdTokens::wrongClaimsAreRefused_data()
{
    QTest::addColumn<QString>("claim");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("why");
    const auto add = [](const char *name, const char *claim, const QJsonValue &value,
                        const char *why) {
        QTest::newRow(name) << QString::fromLatin1(claim) << value << QString::fromLatin1(why);
    };
    const qint64 now = claims().value(QStringLiteral("iat")).toInteger();
    const auto missing = QJsonValue(QJsonValue::Undefined);
    add("expired", "exp", now - 61, "expired");
    add("no end", "exp", missing, "exp");
    add("an end that is no number", "exp", QStringLiteral("9999999999"), "exp");
    add("an end beyond all times", "exp", 1e300, "exp");
    add("issued in the future", "iat", now + 61, "future");
    add("no beginning", "iat", missing, "iat");
    add("issued before 1970", "iat", -1, "iat");
    add("issued long ago", "iat", now - 700, "too old");
    add("not valid yet", "nbf", now + 61, "not valid yet");
    add("nbf is a text", "nbf", QStringLiteral("now"), "nbf");
    add("another issuer", "iss", QStringLiteral("http://127.0.0.1:1"), "another issuer");
    add("the issuer with a slash", "iss", m_issuer.name() + QLatin1Char('/'), "another issuer");
    add("no issuer", "iss", missing, "another issuer");
    add("for another", "aud", QStringLiteral("other"), "somebody else");
    add("for us in another case", "aud", QStringLiteral("Lockbox"), "somebody else");
    add("for us and another", "aud", QJsonArray{QStringLiteral("lockbox"), QStringLiteral("other")},
        "somebody else");
    add("for nobody", "aud", missing, "somebody else");
    add("for the empty name", "aud", QString(), "somebody else");
    add("for none of a list", "aud", QJsonArray(), "nobody");
    add("for a number", "aud", 1, "somebody else");
    add("for two, and no party", "aud",
        QJsonArray{QStringLiteral("lockbox"), QStringLiteral("lockbox-device")}, "azp");
    add("to another party", "azp", QStringLiteral("other"), "azp");
    add("to a party that is no text", "azp", 1, "azp");
    add("another nonce", "nonce", QStringLiteral("bm9uY2U"), "nonce");
    add("the verifier as the nonce", "nonce", QString::fromLatin1(TestIssuer::verifier()), "nonce");
    add("no nonce", "nonce", missing, "nonce");
    add("no subject", "sub", missing, "sub");
    add("no user", "preferred_username", missing, "preferred_username");
    add("a user that is no text", "preferred_username", 1, "preferred_username");
    add("an empty user", "preferred_username", QStringLiteral("  "), "preferred_username");
    add("signed in in the future", "auth_time", now + 61, "auth_time");
    add("signed in at a text", "auth_time", QStringLiteral("now"), "auth_time");
}

void TestIdTokens::wrongClaimsAreRefused()
{
    QFETCH(QString, claim);
    QFETCH(QJsonValue, value);
    QFETCH(QString, why);
    QJsonObject wrong = claims();
    wrong.remove(claim);
    if (!value.isUndefined())
        wrong.insert(claim, value);
    const QString refusal = refusalOf(token(wrong));
    QVERIFY2(refusal.contains(why), qPrintable(refusal));
    QVERIFY2(refusal.startsWith(QStringLiteral("the ID token ")), qPrintable(refusal));
}

void TestIdTokens::leewayIsAMinute()
{
    QJsonObject edge = claims();
    const qint64 now = edge.value(QStringLiteral("iat")).toInteger();
    edge.insert(QStringLiteral("exp"), now - 59);
    edge.insert(QStringLiteral("iat"), now + 60);
    edge.insert(QStringLiteral("nbf"), now + 60);
    QCOMPARE(refusalOf(token(edge)), QString());
    edge.insert(QStringLiteral("exp"), now - 60);
    QVERIFY(refusalOf(token(edge)).contains(QStringLiteral("expired")));
}

void TestIdTokens::fractionsOfSecondsAreTaken()
{
    QJsonObject fine = claims();
    fine.insert(QStringLiteral("auth_time"), fine.value(QStringLiteral("iat")).toDouble() - 0.5);
    QCOMPARE(need(check(token(fine))).signedInAt, std::optional<Timestamp>(m_clock.now() - 500ms));
    fine.remove(QStringLiteral("auth_time"));
    QVERIFY(!need(check(token(fine))).signedInAt);
}

void TestIdTokens::emailCountsWhereItIsVerified_data()
{
    QTest::addColumn<QJsonValue>("verified");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("verified") << QJsonValue(true) << true;
    QTest::newRow("not verified") << QJsonValue(false) << false;
    QTest::newRow("not said") << QJsonValue(QJsonValue::Undefined) << false;
    QTest::newRow("said as a text") << QJsonValue(QStringLiteral("true")) << false;
}

void TestIdTokens::emailCountsWhereItIsVerified()
{
    QFETCH(QJsonValue, verified);
    QFETCH(bool, isTaken);
    OidcOptions options = m_issuer.options(m_clock);
    options.userClaim = QStringLiteral("email");
    IdTokens idTokens(options);
    QJsonObject one = claims();
    one.insert(QStringLiteral("email"), QStringLiteral("eve@contoso.com"));
    if (!verified.isUndefined())
        one.insert(QStringLiteral("email_verified"), verified);
    const auto known = idTokens.check(token(one), TestIssuer::verifier());
    QCOMPARE(known.has_value(), isTaken);
    if (isTaken)
        QCOMPARE(known->user, QStringLiteral("eve@contoso.com"));
    else
        QVERIFY(known.error().message.contains(QStringLiteral("verified")));
}

void TestIdTokens::unsignedOnesAreRefused()
{
    for (const char *none : {"none", "None", "NONE", ""}) {
        const QByteArray text =
            unsignedToken(header(QString::fromLatin1(none), m_rsa.id()), claims());
        for (const QByteArray &signature : {QByteArray(), QByteArray("AA")})
            QVERIFY(!refusalOf(text + '.' + signature).isEmpty());
    }
    QVERIFY(!refusalOf(unsignedToken({}, claims()) + ".AA").isEmpty());
    QVERIFY(!refusalOf({}).isEmpty());
    QVERIFY(!refusalOf("..").isEmpty());
    QVERIFY(!refusalOf(QByteArray(100'000, 'A') + ".AA.AA").isEmpty());
}

void TestIdTokens::publicKeyIsNoSecret()
{
    for (const char *algorithm : {"HS256", "HS384", "HS512"}) {
        const QByteArray forged = hmacToken(header(QString::fromLatin1(algorithm), m_rsa.id()),
                                            claims(), m_rsa.publicPem());
        const QString refusal = refusalOf(forged);
        QVERIFY2(refusal.contains(QString::fromLatin1(algorithm)), qPrintable(refusal));
    }
}

void TestIdTokens::keyAndAlgorithmMustFit_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("key");
    QTest::newRow("RSA's name with an EC key") << QStringLiteral("RS256") << m_ec.id();
    QTest::newRow("EC's name with an RSA key") << QStringLiteral("ES256") << m_rsa.id();
    QTest::newRow("another hash") << QStringLiteral("RS512") << m_rsa.id();
    QTest::newRow("in lower case") << QStringLiteral("rs256") << m_rsa.id();
    QTest::newRow("by the key's name in another case")
        << QStringLiteral("RS256") << QStringLiteral("RSA");
}

void TestIdTokens::keyAndAlgorithmMustFit()
{
    QFETCH(QString, algorithm);
    QFETCH(QString, key);
    const QByteArray text = unsignedToken(header(algorithm, key), claims());
    QVERIFY(
        !refusalOf(text + '.' + base64Url(m_rsa.sign(QStringLiteral("RS256"), text))).isEmpty());
    QVERIFY(!refusalOf(text + '.' + base64Url(m_ec.sign(QStringLiteral("ES256"), text))).isEmpty());
}

void TestIdTokens::keyOfAnotherIssuerIsRefused()
{
    // Under the name of the right one.
    const auto other = SigningKey::rsa(m_rsa.id());
    const QString refusal =
        refusalOf(signedToken(header(QStringLiteral("RS256"), m_rsa.id()), claims(), other));
    QVERIFY2(refusal.contains(QStringLiteral("not signed by its issuer")), qPrintable(refusal));
}

void TestIdTokens::tamperedOnesAreRefused_data()
{
    QTest::addColumn<int>("part");
    QTest::newRow("header") << 0;
    QTest::newRow("claims") << 1;
    QTest::newRow("signature") << 2;
}

void TestIdTokens::tamperedOnesAreRefused()
{
    QFETCH(int, part);
    const QByteArray good = token(claims());
    QCOMPARE(refusalOf(good), QString());
    QByteArrayList parts = good.split('.');
    for (qsizetype at = 0; at < parts[part].size(); at += 7) {
        QByteArrayList changed = parts;
        changed[part][at] = changed[part][at] == 'x' ? 'y' : 'x';
        QVERIFY(!refusalOf(changed.join('.')).isEmpty());
    }
    parts[part].chop(4);
    QVERIFY(!refusalOf(parts.join('.')).isEmpty());
    parts[part].clear();
    QVERIFY(!refusalOf(parts.join('.')).isEmpty());
    QVERIFY(!refusalOf(good + ".AAAA").isEmpty());
    QJsonObject critical = header(QStringLiteral("RS256"), m_rsa.id());
    critical.insert(QStringLiteral("crit"), QJsonArray{QStringLiteral("b64")});
    QVERIFY(!refusalOf(signedToken(critical, claims(), m_rsa)).isEmpty());
}

void TestIdTokens::nonceBindsItToTheProgram()
{
    const QByteArray stolen = token(claims());
    QVERIFY(refusalOf(stolen, {}).contains(QStringLiteral("nonce")));
    QVERIFY(refusalOf(stolen, TestIssuer::verifier() + ' ').contains(QStringLiteral("nonce")));
    QVERIFY(refusalOf(stolen, nonceOf(TestIssuer::verifier())).contains(QStringLiteral("nonce")));
    // One that could be guessed is none.
    QJsonObject weak = claims();
    weak.insert(QStringLiteral("nonce"), QString::fromLatin1(nonceOf("1")));
    QVERIFY(refusalOf(token(weak), "1").contains(QStringLiteral("nonce")));
}

void TestIdTokens::accessTokenBindsItWithoutANonce()
{
    // As most issuers do in the device flow.
    const QByteArray access = "an access token that came along with it, of any length";
    QJsonObject one = claims();
    one.remove(QStringLiteral("nonce"));
    QVERIFY(refusalOf(token(one), access).contains(QStringLiteral("nonce")));
    one.insert(QStringLiteral("at_hash"), QString::fromLatin1(accessHashOf(access)));
    QCOMPARE(refusalOf(token(one), access), QString());
    QVERIFY(refusalOf(token(one), access + '.').contains(QStringLiteral("nonce")));
    QVERIFY(refusalOf(token(one)).contains(QStringLiteral("nonce")));
    // Where there is a nonce it is not got round.
    one.insert(QStringLiteral("nonce"),
               QString::fromLatin1(nonceOf("another verifier, long enough")));
    QVERIFY(refusalOf(token(one), access).contains(QStringLiteral("nonce")));
    // The hash as OpenID Connect Core 1.0, A.3 has it.
    QCOMPARE(accessHashOf("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"),
             QByteArray("77QmUPtjPfzWtF2AnpK9RQ"));
}

QTEST_GUILESS_MAIN(TestIdTokens)
#include "tst_idtokens.moc"
