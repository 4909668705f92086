#include "app/cli/commands/settingsetcommand.h"

#include "app/cli/commands/say.h"
#include "core/base/timetext.h"

namespace lockbox::cli {

CLI::App *SettingSetCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand("set", "Changes one setting; the others stay.");
    app->add_option("NAME", m_name, "require-approval, decide-within, max-access or deny-comment")
        ->required()
        ->check(CLI::IsMember({"require-approval", "decide-within", "max-access", "deny-comment"}));
    app->add_option("VALUE", m_value,
                    "on or off; a duration (12h) for decide-within and max-access")
        ->required();
    app->add_flag("--even-if-unreachable", m_acceptUnreachable,
                  "Turn require-approval on although no approver has an address to which a notice "
                  "could go");
    app->footer("Examples:\n  lockbox --as admin@contoso.com setting set require-approval on\n"
                "  lockbox --as admin@contoso.com setting set decide-within 12h");
    return app;
}

static Result<bool> parseSwitch(const QString &name, const QString &value)
{
    const QString word = value.toLower();
    if (word != QLatin1String("on") && word != QLatin1String("off"))
        return invalid(name, QStringLiteral("%1 is on or off, not \"%2\"").arg(name, value));
    return word == QLatin1String("on");
}

static Result<PolicyChange> changeOf(const QString &name, const QString &value)
{
    PolicyChange change;
    if (name == QLatin1String("decide-within") || name == QLatin1String("max-access")) {
        const auto duration = parseDuration(value, name);
        if (!duration)
            return failure(duration);
        (name == QLatin1String("max-access") ? change.maxAccess : change.decideWithin) = *duration;
        return change;
    }
    const auto on = parseSwitch(name, value);
    if (!on)
        return failure(on);
    (name == QLatin1String("deny-comment") ? change.commentRequiredOnDeny
                                           : change.requireApproval) = *on;
    return change;
}

Result<void> SettingSetCommand::run(Context &context)
{
    auto change = changeOf(text(m_name), text(m_value));
    if (!change)
        return failure(change);
    change->acceptUnreachable = m_acceptUnreachable;
    const auto door = context.open();
    if (!door)
        return failure(door);
    return saySetting(context.output(), door->service->changePolicy(door->session, *change));
}

} // namespace lockbox::cli
