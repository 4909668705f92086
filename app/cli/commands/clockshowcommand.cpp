#include "app/cli/commands/clockshowcommand.h"

#include "app/cli/timewords.h"
#include "core/base/timetext.h"

namespace lockbox::cli {

CLI::App *ClockShowCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "show", "Shows the store's present, and when the clock next decides something.");
    app->footer("Example:\n  lockbox --store demo.lockbox --as admin@contoso.com clock show");
    return app;
}

Result<void> ClockShowCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto now = door->service->now();
    if (!now)
        return failure(now);
    const auto deadline = door->service->nextDeadline(door->session);
    if (!deadline)
        return failure(deadline);
    context.output().document({{QStringLiteral("now"), toRfc3339(*now)},
                               {QStringLiteral("nextDeadline"),
                                *deadline ? QJsonValue(toRfc3339(**deadline)) : QJsonValue()},
                               {QStringLiteral("demo"), door->demo}});
    context.output().words(QStringLiteral("Now: %1").arg(bothTimes(*now)));
    context.output().words(*deadline ? QStringLiteral("Next deadline: %1, in %2")
                                           .arg(bothTimes(**deadline), leftText(**deadline, *now))
                                     : QStringLiteral("Next deadline: none"));
    return {};
}

} // namespace lockbox::cli
