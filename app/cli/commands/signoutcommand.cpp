#include "app/cli/commands/signoutcommand.h"

#include "core/remote/remotesignin.h"
#include "core/secrets/servicesignin.h"

namespace lockbox::cli {

CLI::App *SignOutCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand("sign-out", "Ends the sign-in to a service.");
    app->add_flag("--everywhere", m_everywhere, "On all other machines, too");
    app->footer("Example:\n  lockbox --store https://lockbox.contoso.com sign-out");
    return app;
}

Result<void> SignOutCommand::run(Context &context)
{
    const auto options = context.remoteOptions();
    if (!options)
        return failure(options);
    const QString service = options->url.toString();
    if (options->token.isEmpty())
        return failure(ErrorCode::SignInRequired,
                       QStringLiteral("nobody is signed in to %1").arg(service));
    const auto ended = signOutOfService(*options, m_everywhere);
    // One that has ended by itself is forgotten as well.
    if (!ended && ended.error().code != ErrorCode::SignInRequired)
        return ended;
    if (auto ok = forgetSignIn(service, userSignInFolder()); !ok)
        return ok;
    context.output().document({{QStringLiteral("service"), service}});
    context.output().words(QStringLiteral("Signed out of %1.").arg(service));
    return {};
}

} // namespace lockbox::cli
