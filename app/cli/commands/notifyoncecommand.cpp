#include "app/cli/commands/notifyoncecommand.h"

#include "app/cli/deliverywords.h"
#include "core/service/noticesender.h"

#include <QJsonArray>

#include <algorithm>

namespace lockbox::cli {

CLI::App *NotifyOnceCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand("once", "Sends all notices that are due now, and ends.");
    app->footer("For whoever has the store's file; nobody need be named who acts. What fails is "
                "tried again later,\nby the next run. With --as it says of whom, and why: the "
                "server's last words.\n\n"
                "Examples:\n  lockbox --store contoso.lockbox notify once\n"
                "  lockbox --store contoso.lockbox --as admin@contoso.com notify once");
    return app;
}

/// What did not get through since `start`, oldest first; about `wanted` of them.
static Result<std::vector<Delivery>> failedSince(const Context &context, Timestamp start,
                                                 qint64 wanted)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    DeliveryQuery query{.states = {DeliveryState::Failed, DeliveryState::Undeliverable},
                        .limit = 1000};
    std::vector<Delivery> failures;
    while (true) {
        const auto page = door->service->deliveries(door->session, query);
        if (!page)
            return failure(page);
        std::ranges::copy_if(*page, std::back_inserter(failures),
                             [&](const Delivery &delivery) { return delivery.changedAt >= start; });
        if (std::cmp_less(page->size(), query.limit)
            || std::cmp_greater_equal(failures.size(), wanted))
            break;
        query.before = page->back().id;
    }
    std::ranges::reverse(failures);
    return failures;
}

static void say(Output &output, const SendTally &tally,
                const Result<std::vector<Delivery>> &failures)
{
    const bool hasFailed = tally.failed + tally.undeliverable > 0;
    QJsonObject json = toJson(tally);
    // Not listed is not the same as none.
    json.insert(QStringLiteral("failures"), failures    ? QJsonValue(toJson(*failures))
                                            : hasFailed ? QJsonValue()
                                                        : QJsonValue(QJsonArray()));
    output.document(json);
    output.words(tallyText(tally));
    if (failures && !failures->empty())
        output.painted(failuresText(*failures, output.isColoured()));
    else if (!failures && hasFailed)
        output.words(
            QStringLiteral("Which, and why, can't be listed: %1.").arg(failures.error().message));
}

Result<void> NotifyOnceCommand::run(Context &context)
{
    const auto store = context.localStore();
    if (!store)
        return failure(store);
    auto outbox = LocalOutbox::open(store->path, store->options);
    if (!outbox)
        return failure(outbox);
    const Timestamp start = (*outbox)->now();
    NoticeSender sender(std::move(*outbox), store->options);
    const auto tally = sender.once();
    if (!tally)
        return failure(tally);
    const qint64 failures = tally->failed + tally->undeliverable;
    say(context.output(), *tally, failedSince(context, start, failures));
    if (failures > 0)
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("%1 of %2 notices did not get through")
                           .arg(failures)
                           .arg(failures + tally->sent));
    return {};
}

} // namespace lockbox::cli
