#include "app/cli/commands/userlistcommand.h"

#include "app/cli/texttable.h"
#include "core/service/wirejson.h"

#include <QJsonArray>

namespace lockbox::cli {

CLI::App *UserListCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "list", "Lists the users, the customer's and the provider's, with their roles.");
    app->add_option("--search", m_search,
                    "Only users with this in their name, user name or e-mail address")
        ->type_name("TEXT")
        ->check(notEmpty());
    app->add_option("--side", m_side, "Only one side: customer or provider")
        ->check(CLI::IsMember({"customer", "provider"}, CLI::ignore_case))
        ->type_name("SIDE");
    app->footer("Example:\n  lockbox --as admin@contoso.com user list --side customer");
    return app;
}

Result<void> UserListCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    UserQuery query{.search = text(m_search), .side = std::nullopt};
    if (!m_side.empty())
        query.side = text(m_side).compare(QLatin1String("provider"), Qt::CaseInsensitive) == 0
                         ? Side::Provider
                         : Side::Customer;
    const auto users = door->service->users(door->session, query);
    if (!users)
        return failure(users);
    QJsonArray values;
    TextTable table({QStringLiteral("USER NAME"), QStringLiteral("DISPLAY NAME"),
                     QStringLiteral("E-MAIL"), QStringLiteral("SIDE"), QStringLiteral("ROLES")});
    for (const User &user : *users) {
        values.append(wire::toJson(user));
        table.add({{user.userPrincipalName},
                   {user.displayName},
                   {user.email},
                   {toSlug(user.side)},
                   {user.roles.slugs().join(QStringLiteral(", "))}});
    }
    Output &output = context.output();
    output.document(wire::toList(values, {}));
    if (users->empty())
        output.words(QStringLiteral("No users."));
    else
        output.painted(table.toText(output.isColoured(), output.columns()));
    return {};
}

} // namespace lockbox::cli
