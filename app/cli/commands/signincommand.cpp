#include "app/cli/commands/signincommand.h"

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
    app->footer(
        "Password and code are asked for, or read from the standard input, a line each. The "
        "sign-in is kept in the\nsystem's keychain, or in a file of mode 0600 where there "
        "is none. Decisions and changes of roles and settings\ntake one that is younger "
        "than 15 minutes: then sign in again.\n\n"
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

static Result<RemoteSignIn> signIn(const RemoteOptions &options, const QString &user, bool withCode)
{
    if (!withCode) {
        const auto password = askForSecret(QStringLiteral("password"), QStringLiteral("Password"));
        return password ? signInToService(options, user, *password) : failure(password);
    }
    const auto code = askForSecret(QStringLiteral("code"), QStringLiteral("One-time code"));
    if (!code)
        return failure(code);
    const auto password = newPassword();
    return password ? redeemCode(options, QString::fromUtf8(*code), *password) : failure(password);
}

Result<void> SignInCommand::run(Context &context)
{
    const auto options = context.remoteOptions();
    if (!options)
        return failure(options);
    // A code says whose it is.
    const auto session = m_withCode ? Result<Session>(Session{}) : context.session();
    if (!session && session.error().code == ErrorCode::SignInRequired)
        return invalid(QStringLiteral("as"),
                       QStringLiteral("nobody is named who signs in: give --as UPN"));
    if (!session)
        return failure(session);
    const auto made = signIn(*options, session->userPrincipalName, m_withCode);
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
