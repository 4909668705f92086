#include "core/oidc/idtoken.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <cmath>

namespace lockbox::oidc {

namespace {

Failure bad(const QString &what)
{
    return failure(ErrorCode::SignInRequired, QStringLiteral("the ID token %1").arg(what));
}

/// A NumericDate: seconds since 1970, perhaps with a fraction.
Result<std::optional<Timestamp>> timeOf(const QJsonObject &claims, const char *name,
                                        bool isNeeded = false)
{
    const QString key = QString::fromLatin1(name);
    const QJsonValue value = claims.value(key);
    if (value.isUndefined() && !isNeeded)
        return std::optional<Timestamp>();
    constexpr double mostSeconds = 253402300800; // the year 10000
    const double seconds = value.toDouble(-1);
    if (!(seconds >= 0 && seconds < mostSeconds))
        return bad(QStringLiteral("has no time as %1").arg(key));
    return std::optional<Timestamp>(std::chrono::milliseconds(qint64(std::floor(seconds * 1000))));
}

Result<void> checkAudience(const QJsonObject &claims, const QStringList &clients)
{
    const QJsonValue said = claims.value(QStringLiteral("aud"));
    const QJsonArray audience = said.isArray() ? said.toArray() : QJsonArray{said};
    for (const QJsonValue &one : audience) {
        if (!one.isString() || !clients.contains(one.toString()))
            return bad(QStringLiteral("is for somebody else (aud)"));
    }
    if (audience.isEmpty())
        return bad(QStringLiteral("is for nobody (aud)"));
    const QJsonValue party = claims.value(QStringLiteral("azp"));
    if (party.isUndefined() ? audience.size() > 1
                            : !party.isString() || !clients.contains(party.toString()))
        return bad(QStringLiteral("was issued to somebody else (azp)"));
    return {};
}

Result<void> checkTimes(const QJsonObject &claims, const IdTokenRules &rules, Timestamp now)
{
    const auto expires = timeOf(claims, "exp", true);
    const auto issued = timeOf(claims, "iat", true);
    const auto begins = timeOf(claims, "nbf");
    for (const auto *time : {&expires, &issued, &begins}) {
        if (!*time)
            return failure(*time);
    }
    if (now >= **expires + rules.leeway)
        return bad(QStringLiteral("has expired"));
    if (**issued > now + rules.leeway)
        return bad(QStringLiteral("was issued in the future: do the clocks differ?"));
    if (*begins && **begins > now + rules.leeway)
        return bad(QStringLiteral("is not valid yet"));
    if (now - **issued > rules.oldest + rules.leeway)
        return bad(QStringLiteral("is too old to sign in with"));
    return {};
}

Result<QString> userOf(const QJsonObject &claims, const QString &claim)
{
    const QString user = claims.value(claim).toString().trimmed();
    if (user.isEmpty() || user.size() > 256)
        return bad(QStringLiteral("does not say who the user is (%1)").arg(claim));
    if (claim == QStringLiteral("email")
        && claims.value(QStringLiteral("email_verified")) != QJsonValue(true))
        return bad(QStringLiteral("does not say that the address %1 is verified").arg(user));
    return user;
}

} // namespace

QByteArray nonceOf(const QByteArray &nonceVerifier)
{
    return QCryptographicHash::hash(nonceVerifier, QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray accessHashOf(const QByteArray &accessToken)
{
    return QCryptographicHash::hash(accessToken, QCryptographicHash::Sha256)
        .left(16)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// Whoever sends it must have a second secret, that only who asked for the token has.
static Result<void> checkVerifier(const QJsonObject &claims, const QByteArray &verifier)
{
    constexpr qsizetype shortest = 32;
    constexpr qsizetype longest = 16 << 10;
    const bool hasNonce = claims.contains(QStringLiteral("nonce"));
    const QString said =
        claims.value(hasNonce ? QStringLiteral("nonce") : QStringLiteral("at_hash")).toString();
    const QByteArray needed = hasNonce ? nonceOf(verifier) : accessHashOf(verifier);
    if (verifier.size() < shortest || verifier.size() > longest || said.toUtf8() != needed)
        return bad(QStringLiteral("was not asked for by this program (nonce)"));
    return {};
}

Result<IdTokenClaims> checkClaims(const QJsonObject &claims, const IdTokenRules &rules,
                                  const QByteArray &nonceVerifier, Timestamp now)
{
    if (claims.value(QStringLiteral("iss")).toString() != rules.issuer)
        return bad(QStringLiteral("is of another issuer"));
    if (claims.value(QStringLiteral("sub")).toString().isEmpty())
        return bad(QStringLiteral("has no subject (sub)"));
    if (auto ok = checkAudience(claims, rules.clients); !ok)
        return failure(ok);
    if (auto ok = checkTimes(claims, rules, now); !ok)
        return failure(ok);
    if (auto ok = checkVerifier(claims, nonceVerifier); !ok)
        return failure(ok);
    const auto signedInAt = timeOf(claims, "auth_time");
    if (!signedInAt)
        return failure(signedInAt);
    if (*signedInAt && **signedInAt > now + rules.leeway)
        return bad(QStringLiteral("is of a sign-in in the future (auth_time)"));
    const auto user = userOf(claims, rules.userClaim);
    if (!user)
        return failure(user);
    return IdTokenClaims{.user = *user, .signedInAt = *signedInAt};
}

} // namespace lockbox::oidc
