#pragma once

#include "core/domain/tenant.h"
#include "core/domain/user.h"
#include "core/remote/httpclient.h"

namespace lockbox {

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
/// With a one-time code; `newPassword` becomes the account's.
Result<RemoteSignIn> redeemCode(const RemoteOptions &options, const QString &code,
                                const QByteArray &newPassword, const QString &tenant = {});
/// Shows once more who it is, for what takes a young sign-in (Error::field is "password" where it does). `options` hold the token.
Result<void> proveToService(const RemoteOptions &options, const QByteArray &password);
Result<void> changePassword(const RemoteOptions &options, const QByteArray &password,
                            const QByteArray &newPassword);
Result<void> signOutOfService(const RemoteOptions &options, bool everywhere);

} // namespace lockbox
