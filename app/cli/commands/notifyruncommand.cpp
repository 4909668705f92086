#include "app/cli/commands/notifyruncommand.h"

#include "app/cli/deliverywords.h"
#include "app/cli/interruption.h"
#include "core/service/noticesender.h"

#include <thread>

namespace lockbox::cli {

CLI::App *NotifyRunCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "run", "Sends notices as they become due, until it is stopped (Ctrl+C).");
    app->footer("For whoever has the store's file; nobody need be named who acts. Several may run "
                "at once: each notice\nis sent by one of them. What fails is tried again after "
                "half a minute, then later and later.\n\n"
                "Example:\n  lockbox --store contoso.lockbox notify run");
    return app;
}

/// Tells at once, to whoever follows a service's output.
static void tell(const Result<SendTally> &tally)
{
    const QString text =
        tally ? tallyText(*tally) : QStringLiteral("Not sent: %1").arg(tally.error().message);
    std::fprintf(stderr, "%s\n", qPrintable(text));
}

Result<void> NotifyRunCommand::run(Context &context)
{
    const auto store = context.localStore();
    if (!store)
        return failure(store);
    auto outbox = LocalOutbox::open(store->path, store->options);
    if (!outbox)
        return failure(outbox);
    NoticeSender sender(std::move(*outbox), store->options);
    const Interruption interruption;
    SendTally all;
    {
        // Signals raise a flag only; somebody has to look at it while the sender waits.
        std::stop_source stop;
        const std::jthread watcher([&](const std::stop_token &over) {
            while (!over.stop_requested() && !interruption.isWanted())
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
            stop.request_stop();
        });
        sender.run(stop.get_token(), [&](const Result<SendTally> &tally) {
            tell(tally);
            if (tally)
                all += *tally;
        });
    }
    context.output().document(toJson(all));
    context.output().words(QStringLiteral("Stopped. ") + tallyText(all));
    return {};
}

} // namespace lockbox::cli
