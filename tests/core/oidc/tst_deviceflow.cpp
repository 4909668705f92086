#include "core/oidc/flow.h"
#include "core/oidc/idtoken.h"
#include "tests/core/oidc/testissuer.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::oidc;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Signing in by a browser on another device: how often the issuer is asked, and how it ends.
class TestDeviceFlow : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void asksUntilTheUserHasSignedIn();
    void asksMoreSlowlyWhereItIsTold();
    void asksMoreSlowlyWhereNobodyAnswers();
    void codeGrowsTooOld_data();
    void codeGrowsTooOld();
    void refusalIsSaid();
    void canBeStopped();
    void strangeAnswersAreRefused_data();
    void strangeAnswersAreRefused();
    void accessTokenIsTheVerifierWithoutANonce();

private:
    FlowOptions options() const
    {
        return {.method = {.issuer = m_issuer->name(),
                           .clientId = QStringLiteral("lockbox"),
                           .deviceClientId = QStringLiteral("lockbox-device"),
                           .scope = QStringLiteral("openid profile")},
                .caFile = {},
                .userName = {}};
    }
    static api::Answer error(const char *code)
    {
        return api::jsonAnswer({{QStringLiteral("error"), QString::fromLatin1(code)}}, 400);
    }
    api::Answer token() const
    {
        const QByteArray text =
            unsignedToken({}, QJsonObject{{QStringLiteral("nonce"), m_nonce}}) + ".AA";
        return api::jsonAnswer({{QStringLiteral("id_token"), QString::fromLatin1(text)}});
    }
    /// What the issuer says to each question for a token, one after the other; the last again and again.
    void setAnswers(std::vector<std::function<api::Answer()>> answers)
    {
        m_issuer->setEndpoint([this, answers](const QByteArray &path, const QUrlQuery &form) {
            if (path == "/device") {
                m_nonce = form.queryItemValue(QStringLiteral("nonce"));
                m_client = form.queryItemValue(QStringLiteral("client_id"));
                return api::jsonAnswer(m_code);
            }
            const size_t at = std::min(m_asked++, answers.size() - 1);
            return answers.at(at)();
        });
    }
    Result<IdTokenProof> run()
    {
        return signInWithDevice(
            options(), [this](const DeviceCode &code) { m_shown.push_back(code); },
            [this](std::chrono::milliseconds span) {
                m_pauses.push_back(span);
                return m_pauses.size() < m_stopAt;
            });
    }

    std::unique_ptr<TestIssuer> m_issuer;
    QJsonObject m_code;
    QString m_nonce;
    QString m_client;
    size_t m_asked = 0;
    size_t m_stopAt = 100;
    std::vector<DeviceCode> m_shown;
    std::vector<std::chrono::milliseconds> m_pauses;
};

void TestDeviceFlow::init()
{
    m_issuer = std::make_unique<TestIssuer>();
    m_issuer->setDocument(
        {{QStringLiteral("token_endpoint"), m_issuer->name() + QStringLiteral("/token")},
         {QStringLiteral("device_authorization_endpoint"),
          m_issuer->name() + QStringLiteral("/device")}});
    m_code = {{QStringLiteral("device_code"), QStringLiteral("secret")},
              {QStringLiteral("user_code"), QStringLiteral("ABCD-EFGH")},
              {QStringLiteral("verification_uri"), m_issuer->name() + QStringLiteral("/page")},
              {QStringLiteral("expires_in"), 60},
              {QStringLiteral("interval"), 2}};
    m_asked = 0;
    m_stopAt = 100;
    m_shown.clear();
    m_pauses.clear();
}

void TestDeviceFlow::asksUntilTheUserHasSignedIn()
{
    const auto pending = [] { return error("authorization_pending"); };
    setAnswers({pending, pending, [this] { return token(); }});
    const IdTokenProof proof = need(run());
    QCOMPARE(m_pauses, std::vector<std::chrono::milliseconds>({2s, 2s, 2s}));
    QCOMPARE(m_shown.size(), size_t(1));
    QCOMPARE(m_shown.front().code, QStringLiteral("ABCD-EFGH"));
    QCOMPARE(m_shown.front().lasts, 60s);
    QCOMPARE(m_client, QStringLiteral("lockbox-device"));
    QCOMPARE(QString::fromLatin1(nonceOf(proof.nonceVerifier)), m_nonce);
}

void TestDeviceFlow::asksMoreSlowlyWhereItIsTold()
{
    const auto slow = [] { return error("slow_down"); };
    setAnswers({slow, slow, [this] { return token(); }});
    m_code.remove(QStringLiteral("interval"));
    need(run());
    QCOMPARE(m_pauses, std::vector<std::chrono::milliseconds>({5s, 10s, 15s}));
}

void TestDeviceFlow::asksMoreSlowlyWhereNobodyAnswers()
{
    setAnswers({[] { return api::Answer{.status = 503}; }, [this] { return token(); }});
    QCOMPARE(refusal(run()), QStringLiteral("unreachable"));
    init();
    // The line breaks with the second question.
    const auto pending = [] { return error("authorization_pending"); };
    setAnswers({pending, pending});
    const auto done = signInWithDevice(
        options(), [](const DeviceCode &) {},
        [&](std::chrono::milliseconds span) {
            m_pauses.push_back(span);
            if (m_pauses.size() == 2)
                m_issuer.reset();
            return m_pauses.size() < 5;
        });
    QCOMPARE(refusal(done), QStringLiteral("interrupted"));
    QCOMPARE(m_pauses, std::vector<std::chrono::milliseconds>({2s, 2s, 4s, 8s, 16s}));
}

void TestDeviceFlow::codeGrowsTooOld_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("pauses");
    QTest::newRow("the issuer says so") << QByteArray("expired_token") << 1;
    QTest::newRow("by the clock") << QByteArray("authorization_pending") << 30;
}

void TestDeviceFlow::codeGrowsTooOld()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, pauses);
    setAnswers({[answer] { return error(answer.constData()); }});
    const auto done = run();
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Interrupted);
    QVERIFY(done.error().message.contains(QStringLiteral("too old")));
    QCOMPARE(int(m_pauses.size()), pauses);
}

void TestDeviceFlow::refusalIsSaid()
{
    setAnswers({[] {
        return api::jsonAnswer(
            {{QStringLiteral("error"), QStringLiteral("access_denied")},
             {QStringLiteral("error_description"), QStringLiteral("no\033[1m way")}},
            400);
    }});
    const auto done = run();
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::NotPermitted);
    QVERIFY2(done.error().message.endsWith(QStringLiteral("no [1m way (access_denied)")),
             qPrintable(done.error().message));
}

void TestDeviceFlow::canBeStopped()
{
    setAnswers({[] { return error("authorization_pending"); }});
    m_stopAt = 3;
    QCOMPARE(refusal(run()), QStringLiteral("interrupted"));
    QCOMPARE(m_asked, size_t(2));
    // The system's own way to wait is woken.
    std::stop_source source;
    FlowOptions own = options();
    own.stop = source.get_token();
    const auto done = signInWithDevice(own, [&](const DeviceCode &) { source.request_stop(); });
    QCOMPARE(refusal(done), QStringLiteral("interrupted"));
}

void TestDeviceFlow::strangeAnswersAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("no code for the user") << QStringLiteral("user_code") << QString();
    QTest::newRow("a code that steers the terminal")
        << QStringLiteral("user_code") << QStringLiteral("A\033[2J");
    QTest::newRow("a code without an end") << QStringLiteral("user_code") << QString(100, u'A');
    QTest::newRow("no code for the device") << QStringLiteral("device_code") << QString();
    QTest::newRow("no page") << QStringLiteral("verification_uri") << QString();
    QTest::newRow("no page for a browser")
        << QStringLiteral("verification_uri") << QStringLiteral("file:///etc/passwd");
}

void TestDeviceFlow::strangeAnswersAreRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    m_code.insert(name, value);
    setAnswers({[this] { return token(); }});
    QCOMPARE(refusal(run()), QStringLiteral("unreachable"));
    QVERIFY(m_shown.empty());
}

void TestDeviceFlow::accessTokenIsTheVerifierWithoutANonce()
{
    setAnswers({[] {
        return api::jsonAnswer(
            {{QStringLiteral("id_token"), QString::fromLatin1(unsignedToken({}, {}) + ".AA")},
             {QStringLiteral("access_token"), QStringLiteral("access")}});
    }});
    QCOMPARE(need(run()).nonceVerifier, QByteArray("access"));
}

QTEST_GUILESS_MAIN(TestDeviceFlow)
#include "tst_deviceflow.moc"
