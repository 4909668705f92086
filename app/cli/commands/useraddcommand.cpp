#include "app/cli/commands/useraddcommand.h"

#include "app/cli/commands/say.h"

namespace lockbox::cli {

CLI::App *UserAddCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "add", "Adds a user without roles; give some with \"user set-roles\".");
    app->add_option("UPN", m_user, "The user principal name")->required();
    app->add_option("--name", m_name, "The display name")->required()->type_name("TEXT");
    app->add_option("--email", m_email, "The e-mail address")->required()->type_name("ADDRESS");
    app->add_option("--alternate-email", m_alternateEmail,
                    "Where notices go when the first address doesn't work")
        ->type_name("ADDRESS");
    app->add_option("--side", m_side, "customer (where nothing is said) or provider")
        ->check(CLI::IsMember({"customer", "provider"}, CLI::ignore_case))
        ->type_name("SIDE");
    app->footer("Example:\n  lockbox --as admin@contoso.com user add dana@contoso.com --name "
                "\"Dana Sol\" --email dana@contoso.com");
    return app;
}

Result<void> UserAddCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    const bool provider = text(m_side).compare(QLatin1String("provider"), Qt::CaseInsensitive) == 0;
    const NewUser user{.userPrincipalName = text(m_user),
                       .displayName = text(m_name),
                       .email = text(m_email),
                       .alternateEmail = text(m_alternateEmail),
                       .side = provider ? Side::Provider : Side::Customer};
    return sayUser(context.output(), door->service->addUser(door->session, user));
}

} // namespace lockbox::cli
