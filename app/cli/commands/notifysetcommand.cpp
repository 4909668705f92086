#include "app/cli/commands/notifysetcommand.h"

#include "app/cli/deliverywords.h"
#include "app/cli/nearest.h"

namespace lockbox::cli {

CLI::App *NotifySetCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "set", "Changes one of the settings by which notices are sent; the others stay.");
    app->add_option("NAME", m_name, "host, port, security, account, sender, time-zone or notices")
        ->required()
        ->check(CLI::IsMember(
            {"host", "port", "security", "account", "sender", "time-zone", "notices"}));
    app->add_option("VALUE", m_value,
                    "starttls, tls or none for security; a name like Europe/Berlin for time-zone; "
                    "for notices the kinds that are sent beside those of pending requests, with "
                    "commas between (reminder, decided, access.ended, request.expired, "
                    "roles.changed, setting.changed), all or none; \"\" takes a text away")
        ->required();
    app->footer(
        "The account's password is not a setting: see \"lockbox notify password --help\".\n\n"
        "Examples:\n  lockbox --as admin@contoso.com notify set host mail.contoso.com\n"
        "  lockbox --as admin@contoso.com notify set notices reminder,decided");
    return app;
}

static Result<std::set<NoticeKind>> kindsIn(const QString &value)
{
    if (value == QLatin1String("all"))
        return NotificationSettings::optionalNotices();
    std::set<NoticeKind> kinds;
    if (value == QLatin1String("none"))
        return kinds;
    for (const QString &slug : value.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const auto kind = parseNoticeKind(slug.trimmed());
        if (!kind)
            return unknownName(kind.error().field, QStringLiteral("kind of notice"), slug.trimmed(),
                               slugsOf(NotificationSettings::optionalNotices())
                                   << QStringLiteral("all") << QStringLiteral("none"));
        kinds.insert(*kind);
    }
    return kinds;
}

static Result<NotificationChange> changeOf(const QString &name, const QString &value)
{
    NotificationChange change;
    if (name == QLatin1String("host")) {
        change.host = value;
    } else if (name == QLatin1String("account")) {
        change.account = value;
    } else if (name == QLatin1String("sender")) {
        change.sender = value;
    } else if (name == QLatin1String("time-zone")) {
        change.timeZone = value;
    } else if (name == QLatin1String("security")) {
        const auto security = parseMailSecurity(value.toLower());
        if (!security)
            return failure(security);
        change.security = *security;
    } else if (name == QLatin1String("port")) {
        bool isNumber = false;
        change.port = value.toInt(&isNumber);
        if (!isNumber)
            return invalid(name, QStringLiteral("port is \"%1\": it must be a number").arg(value));
    } else {
        const auto kinds = kindsIn(value);
        if (!kinds)
            return failure(kinds);
        change.optional = *kinds;
    }
    return change;
}

Result<void> NotifySetCommand::run(Context &context)
{
    const auto change = changeOf(text(m_name), text(m_value));
    if (!change)
        return failure(change);
    const auto door = context.open();
    if (!door)
        return failure(door);
    return sayNotifications(context.output(), *door,
                            door->service->changeNotifications(door->session, *change));
}

} // namespace lockbox::cli
