#include "tests/core/oidc/testissuer.h"

#include "tests/core/store/storefixture.h"

#include <QJsonArray>

namespace lockbox::test {

using namespace std::chrono_literals;

TestIssuer::TestIssuer()
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

QString TestIssuer::name() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_server->port());
}

oidc::OidcOptions TestIssuer::options(const Clock &clock) const
{
    return {.place = {.issuer = name()},
            .clientId = QStringLiteral("lockbox"),
            .deviceClientId = QStringLiteral("lockbox-device"),
            .clock = &clock};
}

void TestIssuer::setDocument(const QJsonObject &changes)
{
    const std::lock_guard lock(m_mutex);
    m_document = changes;
}

void TestIssuer::setKeys(const std::vector<SigningKey> &keys)
{
    QJsonArray array;
    for (const SigningKey &key : keys)
        array.append(key.jwk());
    setKeys({{QStringLiteral("keys"), array}});
}

void TestIssuer::setKeys(const QJsonObject &set)
{
    const std::lock_guard lock(m_mutex);
    m_keys = set;
}

api::Answer TestIssuer::answer(const api::Question &question)
{
    if (m_isDown)
        return api::problem({.code = ErrorCode::Unreachable, .message = QStringLiteral("down")});
    const std::lock_guard lock(m_mutex);
    if (question.path == "/keys") {
        ++asked;
        return api::jsonAnswer(m_keys);
    }
    if (question.method == "POST" && m_endpoint)
        return m_endpoint(question.path, QUrlQuery(QString::fromUtf8(question.body)));
    if (question.path != "/.well-known/openid-configuration")
        return api::problem({.code = ErrorCode::NotFound, .message = QStringLiteral("nothing")});
    QJsonObject document{{QStringLiteral("issuer"), name()},
                         {QStringLiteral("jwks_uri"), name() + QStringLiteral("/keys")}};
    for (auto it = m_document.begin(); it != m_document.end(); ++it)
        document.insert(it.key(), it.value());
    return api::jsonAnswer(document);
}

QByteArray TestIssuer::verifier()
{
    return "a verifier that is long enough, and random";
}

QJsonObject TestIssuer::claims(Timestamp now) const
{
    const qint64 seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    return {{QStringLiteral("iss"), name()},
            {QStringLiteral("sub"), QStringLiteral("4711")},
            {QStringLiteral("aud"), QStringLiteral("lockbox")},
            {QStringLiteral("iat"), seconds},
            {QStringLiteral("exp"), seconds + 300},
            {QStringLiteral("auth_time"), seconds - 10},
            {QStringLiteral("nonce"), QString::fromLatin1(oidc::nonceOf(verifier()))},
            {QStringLiteral("preferred_username"), user()}};
}

} // namespace lockbox::test
