#include "app/cli/commands/settingshowcommand.h"

#include "app/cli/commands/say.h"

namespace lockbox::cli {

CLI::App *SettingShowCommand::declare(CLI::App &parent)
{
    CLI::App *app =
        parent.add_subcommand("show", "Shows what the tenant requires for access to its content.");
    app->footer("Example:\n  lockbox --as admin@contoso.com setting show");
    return app;
}

Result<void> SettingShowCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    return saySetting(context.output(), door->service->policy(door->session));
}

} // namespace lockbox::cli
