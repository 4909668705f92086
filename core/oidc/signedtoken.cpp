#include "core/oidc/signedtoken.h"

#include <cjose/cjose.h>

#include <QJsonDocument>

namespace lockbox::oidc {

namespace {

constexpr qsizetype longestToken = 64 << 10;

Failure bad(const QString &what)
{
    return failure(ErrorCode::SignInRequired, QStringLiteral("the ID token %1").arg(what));
}

QJsonObject headerOf(const QByteArray &part)
{
    const auto bytes = QByteArray::fromBase64Encoding(
        part, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
                  | QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
}

/// A text of the header, as cjose reads it; empty where there is none.
QString said(_cjose_jws_int *jws, const char *name)
{
    cjose_err error{};
    const char *text = cjose_header_get(cjose_jws_get_protected(jws), name, &error);
    return text ? QString::fromUtf8(text) : QString();
}

} // namespace

void SignedToken::Release::operator()(_cjose_jws_int *jws) const
{
    cjose_jws_release(jws);
}

Result<SignedToken> SignedToken::read(const QByteArray &compact)
{
    const QByteArrayList parts = compact.split('.');
    if (compact.size() > longestToken || parts.size() != 3 || parts.contains(QByteArray()))
        return bad(QStringLiteral("is no signed token"));
    // Before the library sees it: what is not on the list is not for it to judge.
    const QJsonObject header = headerOf(parts.front());
    const QString name = header.value(QStringLiteral("alg")).toString();
    const auto algorithm = algorithmOf(name);
    if (!algorithm)
        return bad(QStringLiteral("is signed by \"%1\"; RS256, PS256 and ES256 are taken")
                       .arg(name.left(32)));
    if (header.contains(QStringLiteral("crit")))
        return bad(QStringLiteral("asks for extensions that nobody here knows"));
    cjose_err error{};
    SignedToken token;
    token.m_jws.reset(cjose_jws_import(compact.constData(), size_t(compact.size()), &error));
    if (!token.m_jws)
        return bad(QStringLiteral("is no signed token"));
    token.m_algorithm = *algorithm;
    token.m_keyId = header.value(QStringLiteral("kid")).toString();
    // Two readers of JSON must not see two headers.
    if (said(token.m_jws.get(), CJOSE_HDR_ALG) != name
        || said(token.m_jws.get(), CJOSE_HDR_KID) != token.m_keyId)
        return bad(QStringLiteral("has a header that can be read in two ways"));
    constexpr qsizetype es256 = 86; // 64 bytes in base64url
    token.m_hasRightLength = *algorithm != Algorithm::Es256 || parts.back().size() == es256;
    return token;
}

Result<QJsonObject> SignedToken::verified(const IssuerKey &key) const
{
    struct ReleaseKey {
        void operator()(cjose_jwk_t *jwk) const { cjose_jwk_release(jwk); }
    };
    if (!key.fits(m_algorithm))
        return bad(QStringLiteral("is signed by another kind of key than the issuer has"));
    cjose_err error{};
    // Made for each token: cjose counts the users of a key without a lock.
    const std::unique_ptr<cjose_jwk_t, ReleaseKey> jwk(
        cjose_jwk_import(key.json.constData(), size_t(key.json.size()), &error));
    if (!jwk || !m_hasRightLength || !cjose_jws_verify(m_jws.get(), jwk.get(), &error))
        return bad(QStringLiteral("is not signed by its issuer"));
    uint8_t *bytes = nullptr;
    size_t size = 0;
    if (!cjose_jws_get_plaintext(m_jws.get(), &bytes, &size, &error))
        return bad(QStringLiteral("says nothing"));
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char *>(bytes), qsizetype(size)));
    if (!document.isObject())
        return bad(QStringLiteral("says nothing that can be read"));
    return document.object();
}

} // namespace lockbox::oidc
