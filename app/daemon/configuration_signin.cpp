#include "app/daemon/configuration.h"

namespace lockbox::daemon {

Result<void> checkSignIns(const Configuration &configuration)
{
    if (!configuration.oidc) {
        if (configuration.takesPasswords)
            return {};
        return invalid(
            QStringLiteral("sign_in.password"),
            QStringLiteral("nobody could sign in: without passwords ([sign_in] password) "
                           "it takes an issuer in [oidc]"));
    }
    const oidc::OidcOptions &options = *configuration.oidc;
    if (auto ok = oidc::checkIssuer(options.place.issuer); !ok)
        return invalid(QStringLiteral("oidc.issuer"),
                       QStringLiteral("oidc.issuer: %1").arg(ok.error().message));
    if (options.clientId.isEmpty())
        return invalid(
            QStringLiteral("oidc.client_id"),
            QStringLiteral("oidc.client_id is missing: what the issuer calls the console "
                           "and the command line"));
    if (!options.scope.split(QLatin1Char(' ')).contains(QStringLiteral("openid")))
        return invalid(
            QStringLiteral("oidc.scope"),
            QStringLiteral("oidc.scope is \"%1\": without \"openid\" in it an issuer gives "
                           "no ID token")
                .arg(options.scope));
    if (options.userClaim.isEmpty())
        return invalid(QStringLiteral("oidc.user_claim"),
                       QStringLiteral("oidc.user_claim is empty"));
    return {};
}

} // namespace lockbox::daemon
