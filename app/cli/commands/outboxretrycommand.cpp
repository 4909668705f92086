#include "app/cli/commands/outboxretrycommand.h"

#include "app/cli/deliverywords.h"

namespace lockbox::cli {

CLI::App *OutboxRetryCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand("retry", "Has a notice tried again at once.");
    app->add_option("ID", m_id, "Its number, as \"outbox list\" shows it")
        ->required()
        ->check(wholeNumber());
    app->footer("Example:\n  lockbox --as admin@contoso.com outbox retry 17");
    return app;
}

Result<void> OutboxRetryCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto delivery = door->service->retryDelivery(door->session, text(m_id).toLongLong());
    if (!delivery)
        return failure(delivery);
    sayDelivery(context.output(), *delivery);
    return {};
}

} // namespace lockbox::cli
