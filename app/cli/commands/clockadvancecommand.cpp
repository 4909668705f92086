#include "app/cli/commands/clockadvancecommand.h"

#include "app/cli/timewords.h"
#include "core/base/timetext.h"

namespace lockbox::cli {

CLI::App *ClockAdvanceCommand::declare(CLI::App &parent)
{
    CLI::App *app =
        parent.add_subcommand("advance", "Moves a demo store's clock forward. Deadlines on the way "
                                         "take effect. A real store refuses it.");
    app->add_option("BY", m_by, "By how much: 30m, 12h, 2d, PT12H")->required();
    app->footer(
        "Example:\n  lockbox --store demo.lockbox --as admin@contoso.com clock advance 12h");
    return app;
}

Result<void> ClockAdvanceCommand::run(Context &context)
{
    const auto by = parseDuration(text(m_by), QStringLiteral("by"));
    if (!by)
        return failure(by);
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto now = door->service->advanceClock(door->session, *by);
    if (!now)
        return failure(now);
    context.output().document({{QStringLiteral("now"), toRfc3339(*now)}});
    context.output().words(QStringLiteral("It is now %1.").arg(bothTimes(*now)));
    return {};
}

} // namespace lockbox::cli
