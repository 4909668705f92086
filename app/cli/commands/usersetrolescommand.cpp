#include "app/cli/commands/usersetrolescommand.h"

#include "app/cli/commands/say.h"
#include "app/cli/nearest.h"

namespace lockbox::cli {

static std::string roleNames()
{
    std::string names = "Roles:";
    for (const RoleInfo &role : allRoles())
        names += std::string("\n  ") + role.slug;
    return names + "\n  none (no administrator access)";
}

static QStringList roleSlugs()
{
    QStringList slugs;
    for (const RoleInfo &role : allRoles())
        slugs.append(QString::fromLatin1(role.slug));
    return slugs;
}

CLI::App *UserSetRolesCommand::declare(CLI::App &parent)
{
    CLI::App *app =
        parent.add_subcommand("set-roles", "Gives a user exactly these roles and no others.");
    app->add_option("UPN", m_user, "The user principal name")->required();
    app->add_option("ROLE", m_roles, "Roles by slug, name or template id; \"none\" takes all away")
        ->required();
    app->footer(roleNames()
                + "\n\nExample:\n  lockbox --as admin@contoso.com user set-roles dana@contoso.com "
                  "customer-lockbox-access-approver");
    return app;
}

Result<void> UserSetRolesCommand::run(Context &context)
{
    RoleSet roles;
    for (const std::string &name : m_roles) {
        if (text(name).compare(QLatin1String("none"), Qt::CaseInsensitive) == 0) {
            if (m_roles.size() == 1)
                break;
            return invalid(QStringLiteral("role"),
                           QStringLiteral("none takes all roles away and stands alone"));
        }
        const auto role = parseRole(text(name));
        if (!role)
            return unknownName(role.error().field, QStringLiteral("role"), text(name),
                               roleSlugs() << QStringLiteral("none"));
        roles.insert(*role);
    }
    const auto door = context.open();
    if (!door)
        return failure(door);
    return sayUser(context.output(), door->service->setRoles(door->session, text(m_user), roles));
}

} // namespace lockbox::cli
