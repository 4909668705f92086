#pragma once

#include <QJsonObject>
#include <QString>

#include <memory>

struct evp_pkey_st;

namespace lockbox::test {

/// A private key that signs tokens, by OpenSSL alone.
class SigningKey
{
public:
    static SigningKey rsa(const QString &id, int bits = 2048);
    static SigningKey ec(const QString &id, const char *curve = "P-256");

    const QString &id() const { return m_id; }
    /// The public key as a JWK.
    QJsonObject jwk() const;
    /// The public key as PEM, as anybody can have it.
    QByteArray publicPem() const;
    /// "RS256", "PS256", "ES256".
    QByteArray sign(const QString &algorithm, const QByteArray &text) const;

private:
    SigningKey(QString id, evp_pkey_st *key);

    QString m_id;
    std::shared_ptr<evp_pkey_st> m_key;
};

/// A token of header and claims, signed by the key as its header says.
QByteArray signedToken(const QJsonObject &header, const QJsonObject &claims, const SigningKey &key);

/// The same, signed by HMAC-SHA-256 with a secret.
QByteArray hmacToken(const QJsonObject &header, const QJsonObject &claims,
                     const QByteArray &secret);

QByteArray base64Url(const QByteArray &bytes);
/// "HEADER.CLAIMS"
QByteArray unsignedToken(const QJsonObject &header, const QJsonObject &claims);

} // namespace lockbox::test
