#include "app/cli/commands/outboxsuppresscommand.h"

#include "app/cli/deliverywords.h"

namespace lockbox::cli {

CLI::App *OutboxSuppressCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "suppress", "Keeps a notice that waits from being sent; that stays on record.");
    app->add_option("ID", m_id, "Its number, as \"outbox list\" shows it")
        ->required()
        ->check(wholeNumber());
    app->footer("Example:\n  lockbox --as admin@contoso.com outbox suppress 17");
    return app;
}

Result<void> OutboxSuppressCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto delivery = door->service->suppressDelivery(door->session, text(m_id).toLongLong());
    if (!delivery)
        return failure(delivery);
    sayDelivery(context.output(), *delivery);
    return {};
}

} // namespace lockbox::cli
