#include "app/cli/commands/notifyshowcommand.h"

#include "app/cli/deliverywords.h"

namespace lockbox::cli {

CLI::App *NotifyShowCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "show", "Shows through which mail server notices go out, and which are sent.");
    app->footer("Example:\n  lockbox --as admin@contoso.com notify show");
    return app;
}

Result<void> NotifyShowCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    return sayNotifications(context.output(), *door, door->service->notifications(door->session));
}

} // namespace lockbox::cli
