#include "app/cli/commands/notifypasswordcommand.h"

#include "core/secrets/mailpassword.h"

#include <QFile>

namespace lockbox::cli {

CLI::App *NotifyPasswordCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "password", "Keeps the mail account's password, read from the standard input, in the "
                    "system's keychain.");
    app->footer("It is never in the store and never on the command line. Where there is no "
                "keychain, LOCKBOX_MAIL_PASSWORD\nholds it, or LOCKBOX_MAIL_PASSWORD_FILE names a "
                "file of mode 0600 with it.\n\n"
                "Example:\n  lockbox --as admin@contoso.com notify password < password.txt");
    return app;
}

Result<void> NotifyPasswordCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto settings = door->service->notifications(door->session);
    if (!settings)
        return failure(settings);
    if (settings->account.isEmpty())
        return failure(ErrorCode::WrongState,
                       QStringLiteral("no mail account is set: \"lockbox notify set account\""));
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return failure(ErrorCode::Internal, input.errorString());
    QByteArray password = input.readLine();
    while (password.endsWith('\n') || password.endsWith('\r'))
        password.chop(1);
    if (password.isEmpty())
        return invalid(QStringLiteral("password"), QStringLiteral("the password is empty"));
    if (auto ok = keepMailPassword(*settings, password); !ok)
        return ok;
    context.output().document({{QStringLiteral("account"), settings->account}});
    context.output().words(
        QStringLiteral("The password of %1 is in the keychain.").arg(settings->account));
    return {};
}

} // namespace lockbox::cli
