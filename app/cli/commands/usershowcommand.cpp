#include "app/cli/commands/usershowcommand.h"

#include "app/cli/commands/say.h"

namespace lockbox::cli {

CLI::App *UserShowCommand::declare(CLI::App &parent)
{
    CLI::App *app =
        parent.add_subcommand("show", "Shows one user: name, addresses, side and roles.");
    app->add_option("UPN", m_user, "The user principal name")->required();
    app->footer("Example:\n  lockbox --as admin@contoso.com user show dana@contoso.com");
    return app;
}

Result<void> UserShowCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    return sayUser(context.output(), door->service->user(door->session, text(m_user)));
}

} // namespace lockbox::cli
