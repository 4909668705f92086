#pragma once

#include "core/domain/tenant.h"
#include "core/domain/user.h"
#include "core/remote/httpclient.h"

#include <variant>

namespace lockbox {

/// Where one signs in with OpenID Connect, as a service says.
struct OidcMethod {
    QString issuer;
    QString clientId;
    QString deviceClientId; ///< For the device flow.
    QString scope;
};

/// How one can sign in to a service.
struct SignInWays {
    bool password = true;
    std::optional<OidcMethod> oidc;
};

/// An ID token, and what shows that it was asked for by whoever has it. As secret as a password.
struct IdTokenProof {
    QByteArray idToken;
    QByteArray nonceVerifier;
};

/// What somebody shows a service: a password, or an ID token.
using SignInProof = std::variant<QByteArray, IdTokenProof>;

/// A sign-in to a service. The token is all that is needed to act; keep it as secret as a password.
struct RemoteSignIn {
    QByteArray token;
    User account;
    Tenant tenant;
    Timestamp expiresAt;
    std::vector<RemoteSignIn>
        others; ///< The same for further tenants where the proof was right too, by their names.
};

/// `tenant` is an id or a domain; without it all tenants that have the user are tried.
Result<RemoteSignIn> signInToService(const RemoteOptions &options, const QString &userPrincipalName,
                                     const QByteArray &password, const QString &tenant = {});
Result<RemoteSignIn> signInToService(const RemoteOptions &options, const IdTokenProof &proof,
                                     const QString &tenant = {});
/// Of a service that knows only passwords as well, as older ones do.
Result<SignInWays> waysToSignIn(const RemoteOptions &options);
/// With a one-time code; `newPassword` becomes the account's.
Result<RemoteSignIn> redeemCode(const RemoteOptions &options, const QString &code,
                                const QByteArray &newPassword, const QString &tenant = {});
/// Shows once more who it is, for what takes a young sign-in (Error::field is "password" where it does). `options` hold the token.
Result<void> proveToService(const RemoteOptions &options, const SignInProof &proof);
Result<void> changePassword(const RemoteOptions &options, const QByteArray &password,
                            const QByteArray &newPassword);
Result<void> signOutOfService(const RemoteOptions &options, bool everywhere);

} // namespace lockbox
