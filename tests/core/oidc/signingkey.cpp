#include "tests/core/oidc/signingkey.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <QJsonDocument>
#include <QMessageAuthenticationCode>

namespace lockbox::test {

namespace {

void need(bool ok, const char *what)
{
    if (!ok)
        qFatal("OpenSSL: %s", what);
}

QString number(evp_pkey_st *key, const char *name, int size = 0)
{
    BIGNUM *value = nullptr;
    need(EVP_PKEY_get_bn_param(key, name, &value) == 1, name);
    QByteArray bytes(size > 0 ? size : BN_num_bytes(value), '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char *>(bytes.data()), int(bytes.size()));
    BN_free(value);
    return QString::fromLatin1(base64Url(bytes));
}

/// Both numbers of an ECDSA signature side by side, as JWS has them.
QByteArray sideBySide(const QByteArray &der)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    ECDSA_SIG *signature = d2i_ECDSA_SIG(nullptr, &bytes, der.size());
    need(signature, "no ECDSA signature");
    QByteArray raw(64, '\0');
    auto *to = reinterpret_cast<unsigned char *>(raw.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(signature), to, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature), to + 32, 32);
    ECDSA_SIG_free(signature);
    return raw;
}

} // namespace

SigningKey::SigningKey(QString id, evp_pkey_st *key)
    : m_id(std::move(id)), m_key(key, EVP_PKEY_free)
{
    need(key, "no key was made");
}

SigningKey SigningKey::rsa(const QString &id, int bits)
{
    return SigningKey(id, EVP_RSA_gen(static_cast<unsigned>(bits)));
}

SigningKey SigningKey::ec(const QString &id, const char *curve)
{
    return SigningKey(id, EVP_EC_gen(curve));
}

QJsonObject SigningKey::jwk() const
{
    QJsonObject json{{QStringLiteral("kid"), m_id}, {QStringLiteral("use"), QStringLiteral("sig")}};
    if (EVP_PKEY_is_a(m_key.get(), "RSA")) {
        json.insert(QStringLiteral("kty"), QStringLiteral("RSA"));
        json.insert(QStringLiteral("n"), number(m_key.get(), OSSL_PKEY_PARAM_RSA_N));
        json.insert(QStringLiteral("e"), number(m_key.get(), OSSL_PKEY_PARAM_RSA_E));
    } else {
        json.insert(QStringLiteral("kty"), QStringLiteral("EC"));
        json.insert(QStringLiteral("crv"), QStringLiteral("P-256"));
        json.insert(QStringLiteral("x"), number(m_key.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32));
        json.insert(QStringLiteral("y"), number(m_key.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32));
    }
    return json;
}

QByteArray SigningKey::publicPem() const
{
    BIO *bio = BIO_new(BIO_s_mem());
    need(PEM_write_bio_PUBKEY(bio, m_key.get()) == 1, "no PEM");
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const QByteArray pem(data, size);
    BIO_free(bio);
    return pem;
}

QByteArray SigningKey::sign(const QString &algorithm, const QByteArray &text) const
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *options = nullptr;
    need(EVP_DigestSignInit(context, &options, EVP_sha256(), nullptr, m_key.get()) == 1, "init");
    if (algorithm == QStringLiteral("PS256"))
        need(EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1
                 && EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1,
             "padding");
    const auto *bytes = reinterpret_cast<const unsigned char *>(text.constData());
    size_t size = 0;
    need(EVP_DigestSign(context, nullptr, &size, bytes, size_t(text.size())) == 1, "size");
    QByteArray signature(qsizetype(size), '\0');
    need(EVP_DigestSign(context, reinterpret_cast<unsigned char *>(signature.data()), &size, bytes,
                        size_t(text.size()))
             == 1,
         "signature");
    EVP_MD_CTX_free(context);
    signature.truncate(qsizetype(size));
    return algorithm == QStringLiteral("ES256") ? sideBySide(signature) : signature;
}

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray unsignedToken(const QJsonObject &header, const QJsonObject &claims)
{
    return base64Url(QJsonDocument(header).toJson(QJsonDocument::Compact)) + '.'
           + base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact));
}

QByteArray signedToken(const QJsonObject &header, const QJsonObject &claims, const SigningKey &key)
{
    const QByteArray text = unsignedToken(header, claims);
    return text + '.' + base64Url(key.sign(header.value(QStringLiteral("alg")).toString(), text));
}

QByteArray hmacToken(const QJsonObject &header, const QJsonObject &claims, const QByteArray &secret)
{
    const QByteArray text = unsignedToken(header, claims);
    return text + '.'
           + base64Url(QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256));
}

} // namespace lockbox::test
