#include "app/cli/commands/outboxlistcommand.h"

#include "app/cli/deliverywords.h"
#include "app/cli/nearest.h"

namespace lockbox::cli {

CLI::App *OutboxListCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "list", "Lists the notices, newest first: to whom, where it went, and how far it is.");
    app->add_option("--state", m_states,
                    "Only these: queued, sending, sent, failed, undeliverable, suppressed")
        ->delimiter(',')
        ->type_name("STATE");
    app->add_option("--request", m_request, "Only those of one request: reference or id")
        ->type_name("REQUEST")
        ->check(notEmpty());
    app->add_option("--recipient", m_recipient, "Only those to one user")
        ->type_name("UPN")
        ->check(notEmpty());
    app->add_option("--limit", m_limit, "At most so many, 1 to 1000")
        ->check(wholeNumber())
        ->capture_default_str();
    app->add_option("--before", m_before, "Go on below this number of the last list")
        ->type_name("ID")
        ->check(wholeNumber());
    app->footer(
        "Examples:\n  lockbox --as admin@contoso.com outbox list --state failed,undeliverable\n"
        "  lockbox --as admin@contoso.com outbox list --request EXSR359123");
    return app;
}

Result<void> OutboxListCommand::run(Context &context)
{
    DeliveryQuery query{.recipient = text(m_recipient),
                        .before = text(m_before).toLongLong(),
                        .limit = text(m_limit).toInt()};
    for (const std::string &slug : m_states) {
        const QString name = text(slug).trimmed().toLower();
        const auto state = parseDeliveryState(name);
        if (!state)
            return unknownName(state.error().field, QStringLiteral("state of a notice"), name,
                               slugsOf(allDeliveryStates()));
        query.states.push_back(*state);
    }
    if (!m_request.empty())
        query.request = text(m_request);
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto deliveries = door->service->deliveries(door->session, query);
    if (!deliveries)
        return failure(deliveries);
    sayDeliveries(context.output(), *deliveries, query.limit);
    return {};
}

} // namespace lockbox::cli
