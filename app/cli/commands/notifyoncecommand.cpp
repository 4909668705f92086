#include "app/cli/commands/notifyoncecommand.h"

#include "app/cli/deliverywords.h"
#include "core/service/noticesender.h"

namespace lockbox::cli {

CLI::App *NotifyOnceCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand("once", "Sends all notices that are due now, and ends.");
    app->footer("For whoever has the store's file; nobody need be named who acts. What fails is "
                "tried again later,\nby the next run.\n\n"
                "Example:\n  lockbox --store contoso.lockbox notify once");
    return app;
}

Result<void> NotifyOnceCommand::run(Context &context)
{
    const auto store = context.localStore();
    if (!store)
        return failure(store);
    auto outbox = LocalOutbox::open(store->path, store->options);
    if (!outbox)
        return failure(outbox);
    NoticeSender sender(std::move(*outbox), store->options);
    const auto tally = sender.once();
    if (!tally)
        return failure(tally);
    context.output().document(toJson(*tally));
    context.output().words(tallyText(*tally));
    return {};
}

} // namespace lockbox::cli
