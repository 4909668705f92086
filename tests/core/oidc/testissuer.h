#pragma once

#include "core/httpd/httpserver.h"
#include "core/oidc/idtokens.h"
#include "tests/core/oidc/signingkey.h"

#include <atomic>
#include <mutex>

namespace lockbox::test {

/// An issuer of ID tokens on loopback, whose document, keys and tokens a test chooses.
class TestIssuer
{
public:
    TestIssuer();

    /// "http://127.0.0.1:PORT"
    QString name() const;
    oidc::OidcOptions options(const Clock &clock) const;
    /// What stands in the document beside, or instead of, what must.
    void setDocument(const QJsonObject &changes);
    void setKeys(const std::vector<SigningKey> &keys);
    void setKeys(const QJsonObject &set);
    /// While it is down it answers with 503.
    void setDown(bool isDown) { m_isDown = isDown; }

    /// Answers what is sent to "/token", "/device" and the like; set before anybody asks.
    using Endpoint = std::function<api::Answer(const QByteArray &path, const QUrlQuery &form)>;
    void setEndpoint(Endpoint endpoint) { m_endpoint = std::move(endpoint); }

    std::atomic<int> asked = 0; ///< For its keys.

    /// The claims of a token that is to be taken at that time.
    QJsonObject claims(Timestamp now) const;
    static QByteArray verifier();
    static QString user() { return QStringLiteral("ada@contoso.com"); }

private:
    api::Answer answer(const api::Question &question);

    std::mutex m_mutex;
    QJsonObject m_document;
    QJsonObject m_keys;
    Endpoint m_endpoint;
    std::atomic<bool> m_isDown = false;
    std::unique_ptr<httpd::Workers> m_workers;
    std::unique_ptr<httpd::HttpServer> m_server;
};

} // namespace lockbox::test
