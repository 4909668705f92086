#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <vector>

/// The sign-in to a service that this user of this machine has: in the system's keychain, or where there is none in a file of mode 0600.
namespace lockbox {

struct KeptSignIn {
    QString userPrincipalName;
    QByteArray token;
    Timestamp expiresAt;                 ///< The latest moment; it may end earlier.
    QString tenantId = {};               ///< Which tenant it is to; empty where that is not known.
    QString tenant = {};                 ///< What that is called.
    std::vector<KeptSignIn> others = {}; ///< The same to further tenants of the service.

    bool operator==(const KeptSignIn &) const = default;
};

/// The same sign-ins, with that to the given tenant as the present one; nothing where there is none.
std::optional<KeptSignIn> inTenant(const KeptSignIn &signIn, const QString &tenantId);

/// `service` is its address ("https://lockbox.contoso.com"), `folder` where the file would be. Nothing where nobody is signed in there.
Result<std::optional<KeptSignIn>> findSignIn(const QString &service, const QString &folder);
/// Replaces one that is there.
Result<void> keepSignIn(const QString &service, const KeptSignIn &signIn, const QString &folder);
Result<void> forgetSignIn(const QString &service, const QString &folder);

/// The user's own folder for it: customer-lockbox/sign-ins in the user's data directory.
QString userSignInFolder();

} // namespace lockbox
