#include "app/cli/commands/usersetemailcommand.h"

#include "app/cli/commands/say.h"

namespace lockbox::cli {

CLI::App *UserSetEmailCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "set-email", "Changes the e-mail address to which a user's notices go.");
    app->add_option("UPN", m_user, "The user principal name")->required();
    app->add_option("EMAIL", m_email, "The new address; \"\" takes it away")->required();
    app->footer("Example:\n  lockbox --as admin@contoso.com user set-email dana@contoso.com "
                "dana.sol@contoso.com");
    return app;
}

Result<void> UserSetEmailCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    return sayUser(context.output(),
                   door->service->setEmail(door->session, text(m_user), text(m_email)));
}

} // namespace lockbox::cli
