#include "app/cli/commands/signincommand.h"

#include "app/cli/issuersignin.h"
#include "app/cli/passwordinput.h"
#include "core/base/timetext.h"
#include "core/remote/remotesignin.h"
#include "core/secrets/servicesignin.h"

namespace lockbox::cli {

CLI::App *SignInCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "sign-in", "Signs in to a service, so that all other commands work on its store.");
    app->add_flag("--code", m_withCode,
                  "With a one-time code, which an administrator of the service prints; it sets a "
                  "new password");
    app->add_flag("--browser", m_withBrowser,
                  "At the service's OpenID Connect issuer, in the browser of this machine")
        ->excludes("--code");
    app->add_flag("--device", m_withDevice,
                  "At the issuer as well, in a browser anywhere: an address and a code are shown")
        ->excludes("--code")
        ->excludes("--browser");
    app->footer(
        "Without an option it takes a password, or, where the service takes none, the issuer: in "
        "the "
        "browser, or\nby an address and a code where no screen is there. Password and code are "
        "asked "
        "for, or read from the\nstandard input, a line each. The sign-in is kept in the system's "
        "keychain, or in a file of mode 0600\nwhere there is none. Decisions and changes of roles "
        "and "
        "settings take one that is younger than\n15 minutes: then sign in again.\n\n"
        "Example:\n  lockbox --store https://lockbox.contoso.com --as admin@contoso.com "
        "sign-in < password.txt");
    return app;
}

static Result<QByteArray> newPassword()
{
    const auto password = askForSecret(QStringLiteral("password"), QStringLiteral("New password"));
    if (!password || !isTerminal())
        return password;
    const auto again =
        askForSecret(QStringLiteral("password"), QStringLiteral("New password, once more"));
    if (again && *again != *password)
        return invalid(QStringLiteral("password"), QStringLiteral("the two are not the same"));
    return again;
}

static Result<RemoteSignIn> redeem(const RemoteOptions &options)
{
    const auto code = askForSecret(QStringLiteral("code"), QStringLiteral("One-time code"));
    if (!code)
        return failure(code);
    const auto password = newPassword();
    return password ? redeemCode(options, QString::fromUtf8(*code), *password) : failure(password);
}

/// Who signs in by a password. Who was signed in already need not be named.
static Result<RemoteSignIn> byPassword(const Context &context, const RemoteOptions &options)
{
    const auto session = context.session();
    if (!session && session.error().code == ErrorCode::SignInRequired)
        return invalid(QStringLiteral("as"),
                       QStringLiteral("nobody is named who signs in: give --as UPN"));
    if (!session)
        return failure(session);
    const auto password = askForSecret(QStringLiteral("password"), QStringLiteral("Password"));
    return password ? signInToService(options, session->userPrincipalName, *password)
                    : failure(password);
}

Result<RemoteSignIn> SignInCommand::signIn(Context &context, const RemoteOptions &options)
{
    // A code says whose it is.
    if (m_withCode)
        return redeem(options);
    const auto ways = waysToSignIn(options);
    if (!ways)
        return failure(ways);
    const bool isAtIssuer = m_withBrowser || m_withDevice;
    if (isAtIssuer && !ways->oidc)
        return failure(
            ErrorCode::NotSupported,
            QStringLiteral("%1 does not take OpenID Connect").arg(options.url.toString()));
    if (!isAtIssuer && (ways->password || !ways->oidc))
        return byPassword(context, options);
    const auto named = context.session();
    const bool isDevice = m_withDevice || (!m_withBrowser && !mayHaveBrowser());
    const auto proof = signInAtIssuer({.method = *ways->oidc,
                                       .caFile = options.caFile,
                                       .userName = named ? named->userPrincipalName : QString(),
                                       // Whoever is signed in already wants it to be young again.
                                       .again = !options.token.isEmpty()},
                                      isDevice);
    return proof ? signInToService(options, *proof) : failure(proof);
}

Result<void> SignInCommand::run(Context &context)
{
    const auto options = context.remoteOptions();
    if (!options)
        return failure(options);
    const auto made = signIn(context, *options);
    if (!made)
        return failure(made);
    const QString name = made->account.userPrincipalName;
    if (auto ok = keepSignIn(
            options->url.toString(),
            {.userPrincipalName = name, .token = made->token, .expiresAt = made->expiresAt},
            userSignInFolder());
        !ok)
        return ok;
    Output &output = context.output();
    output.document({{QStringLiteral("userPrincipalName"), name},
                     {QStringLiteral("service"), options->url.toString()},
                     {QStringLiteral("expiresAt"), toRfc3339(made->expiresAt)}});
    output.words(QStringLiteral("%1 is signed in to %2.").arg(name, options->url.toString()));
    return {};
}

} // namespace lockbox::cli
