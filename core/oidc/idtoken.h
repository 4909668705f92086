#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

namespace lockbox::oidc {

/// What an ID token must say to be taken (OpenID Connect Core 1.0, 3.1.3.7).
struct IdTokenRules {
    QString issuer;      ///< Letter by letter.
    QStringList clients; ///< Ours: the token must be for one of them, and for nobody else.
    QString userClaim = QStringLiteral("preferred_username"); ///< Which claim is the user's name.
    std::chrono::seconds leeway{60};                          ///< How far the clocks may differ.
    std::chrono::seconds oldest{
        600}; ///< Since it was issued: it is for signing in, not for keeping.
};

/// What is known from an ID token.
struct IdTokenClaims {
    QString user; ///< The configured claim, trimmed.
    std::optional<Timestamp>
        signedInAt; ///< When the user showed the issuer who it is ("auth_time"); nothing where it doesn't say.
};

/// Which nonce belongs to a verifier, so that a token alone is of no use: base64url(SHA-256(verifier)) without padding.
QByteArray nonceOf(const QByteArray &nonceVerifier);

/// What an ID token says of the access token that came with it ("at_hash", OpenID Connect Core 1.0, 3.1.3.6), for the algorithms that are taken.
QByteArray accessHashOf(const QByteArray &accessToken);

/// Judges what a token says whose signature is right. SignInRequired names what is not as it must be. Where the
/// issuer leaves out the nonce, as most do in the device flow (RFC 8628 knows none), the verifier is the access token that came with it.
Result<IdTokenClaims> checkClaims(const QJsonObject &claims, const IdTokenRules &rules,
                                  const QByteArray &nonceVerifier, Timestamp now);

} // namespace lockbox::oidc
