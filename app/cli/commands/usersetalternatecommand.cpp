#include "app/cli/commands/usersetalternatecommand.h"

#include "app/cli/commands/say.h"

namespace lockbox::cli {

CLI::App *UserSetAlternateCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "set-alternate-email",
        "Changes the address to which a user's notices go where the first is missing.");
    app->add_option("UPN", m_user, "The user principal name")->required();
    app->add_option("EMAIL", m_email, "The new address; \"\" takes it away")->required();
    app->footer("Example:\n  lockbox --as admin@contoso.com user set-alternate-email "
                "dana@contoso.com dana@home.example");
    return app;
}

Result<void> UserSetAlternateCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    return sayUser(context.output(),
                   door->service->setAlternateEmail(door->session, text(m_user), text(m_email)));
}

} // namespace lockbox::cli
