#include "app/cli/commands/outboxretrycommand.h"

#include "app/cli/deliverywords.h"

#include <QJsonArray>

namespace lockbox::cli {

CLI::App *OutboxRetryCommand::declare(CLI::App &parent)
{
    CLI::App *app =
        parent.add_subcommand("retry", "Has a notice tried again at once, or all that failed.");
    auto *id = app->add_option("ID", m_id, "Its number, as \"outbox list\" shows it")
                   ->check(wholeNumber());
    auto *all = app->add_flag("--all", m_all, "All that failed and are still of use");
    id->excludes(all);
    app->footer("It goes to the address that it was written for, also where the user has another "
                "by now.\n\n"
                "Examples:\n  lockbox --as admin@contoso.com outbox retry 17\n"
                "  lockbox --as admin@contoso.com outbox retry --all");
    return app;
}

Result<void> OutboxRetryCommand::retryAll(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    DeliveryQuery query{.states = {DeliveryState::Failed, DeliveryState::Undeliverable},
                        .limit = 1000};
    std::vector<Delivery> again;
    while (true) {
        const auto page = door->service->deliveries(door->session, query);
        if (!page)
            return failure(page);
        for (const Delivery &one : *page) {
            auto delivery = door->service->retryDelivery(door->session, one.id);
            if (delivery)
                again.push_back(std::move(*delivery));
            else if (delivery.error().code != ErrorCode::WrongState)
                return failure(delivery);
        }
        if (std::cmp_less(page->size(), query.limit))
            break;
        query.before = page->back().id;
    }
    context.output().document({{QStringLiteral("value"), toJson(again)}});
    context.output().words(again.size() == 1
                               ? QStringLiteral("1 notice is tried again.")
                               : QStringLiteral("%1 notices are tried again.").arg(again.size()));
    return {};
}

Result<void> OutboxRetryCommand::run(Context &context)
{
    if (m_all)
        return retryAll(context);
    if (m_id.empty())
        return invalid(QStringLiteral("ID"), QStringLiteral("name a notice, or say --all"));
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
