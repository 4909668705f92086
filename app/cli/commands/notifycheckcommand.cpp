#include "app/cli/commands/notifycheckcommand.h"

#include "app/cli/deliverywords.h"
#include "app/cli/files.h"
#include "app/cli/texttable.h"

namespace lockbox::cli {

CLI::App *NotifyCheckCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "check", "Says whether a mail that somebody got is one of this store's, and unaltered.");
    app->add_option("FILE", m_file, "The mail with its headers (.eml), or its text alone")
        ->required()
        ->check(notEmpty());
    app->footer("Ends with 0 where it is genuine, with 7 where it is altered or unknown.\n\n"
                "Example:\n  lockbox --as admin@contoso.com notify check suspicious.eml");
    return app;
}

Result<void> NotifyCheckCommand::run(Context &context)
{
    const auto bytes = readFile(text(m_file), QStringLiteral("FILE"));
    if (!bytes)
        return failure(bytes);
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto verdict = door->service->checkMail(door->session, *bytes);
    if (!verdict)
        return failure(verdict);
    Output &output = context.output();
    if (verdict->kind != MailVerdict::Kind::Genuine) {
        output.setAside({.hint = differencesText(*verdict), .parts = toJson(*verdict)});
        return failure(ErrorCode::LogBroken,
                       verdict->kind == MailVerdict::Kind::Altered
                           ? QStringLiteral("the mail was altered: ") + verdict->explanation
                           : verdict->explanation);
    }
    output.document(toJson(*verdict));
    output.painted(toned(QStringLiteral("Genuine: %1.").arg(verdict->explanation), Tone::Good,
                         output.isColoured()));
    return {};
}

} // namespace lockbox::cli
