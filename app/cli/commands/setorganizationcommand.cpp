#include "app/cli/commands/setorganizationcommand.h"

#include "app/cli/commands/say.h"

namespace lockbox::cli {

CLI::App *SetOrganizationCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "Set-OrganizationConfig",
        "Switches the requirement of approval on or off, as the portal's scripts do.");
    app->add_option(
           "--CustomerLockboxEnabled", m_enabled,
           "'$true' or '$false' (in quotes: the shell would take $true away), also true or "
           "false")
        ->required()
        ->type_name("BOOL");
    app->footer("The portal's parameters are taken in any case, with one dash or two, and as "
                "-Name:value.\n\n"
                "Example:\n  lockbox Set-OrganizationConfig -CustomerLockboxEnabled '$true'");
    return app;
}

static Result<bool> parseBool(const QString &value)
{
    const QString word = value.toLower();
    for (const char *yes : {"$true", "true", "1"}) {
        if (word == QLatin1String(yes))
            return true;
    }
    for (const char *no : {"$false", "false", "0"}) {
        if (word == QLatin1String(no))
            return false;
    }
    return invalid(
        QStringLiteral("CustomerLockboxEnabled"),
        QStringLiteral(
            "CustomerLockboxEnabled is '$true' or '$false' (in single quotes, or a shell takes it "
            "for a variable of its own), or true or false, not \"%1\"")
            .arg(value));
}

Result<void> SetOrganizationCommand::run(Context &context)
{
    const auto enabled = parseBool(text(m_enabled));
    if (!enabled)
        return failure(enabled);
    const auto door = context.open();
    if (!door)
        return failure(door);
    PolicyChange change;
    change.requireApproval = *enabled;
    return saySetting(context.output(), door->service->changePolicy(door->session, change));
}

} // namespace lockbox::cli
