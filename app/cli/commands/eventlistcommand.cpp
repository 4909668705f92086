#include "app/cli/commands/eventlistcommand.h"

#include "app/cli/eventlisting.h"

namespace lockbox::cli {

CLI::App *EventListCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "list", "Lists the tenant's history, oldest first. Nothing is ever removed from it.");
    app->add_option("--request", m_request, "Only of this request: its id or reference number")
        ->type_name("ID")
        ->check(notEmpty());
    app->add_option("--after", m_after, "Only events after this sequence number")
        ->type_name("SEQ")
        ->transform(wholeNumber());
    app->add_option("--limit", m_limit, "How many at most, 1 to 1000 (100 where nothing is said)")
        ->type_name("N")
        ->transform(wholeNumber());
    app->footer(
        "Example:\n  lockbox --as admin@contoso.com --json event list --request EXSR359123");
    return app;
}

Result<void> EventListCommand::run(Context &context)
{
    const auto door = context.open();
    if (!door)
        return failure(door);
    EventQuery query{.request = std::nullopt, .after = m_after, .limit = m_limit};
    if (!m_request.empty())
        query.request = text(m_request);
    const auto page = door->service->events(door->session, query);
    if (!page)
        return failure(page);
    sayEvents(context.output(), {.events = page->items, .leafHashes = {}, .next = page->next});
    return {};
}

} // namespace lockbox::cli
