#include "app/cli/commands/requestlistcommand.h"

#include "app/cli/commands/say.h"
#include "app/cli/nearest.h"

namespace lockbox::cli {

CLI::App *RequestListCommand::declare(CLI::App &parent)
{
    CLI::App *app =
        parent.add_subcommand("list", "Lists requests: what waits first, then the newest.");
    app->add_option("--state", m_states,
                    "Only these states, with commas between: submitted, rejected, pending,\n"
                    "approved, denied, expired, canceled, revoked, completed")
        ->delimiter(',')
        ->type_name("STATE[,STATE...]");
    app->add_option("--search", m_search,
                    "Only requests in which these words, or beginnings of words, occur")
        ->type_name("TEXT")
        ->check(notEmpty());
    app->add_option("--limit", m_limit, "How many at most, 1 to 1000 (100 where nothing is said)")
        ->type_name("N")
        ->transform(wholeNumber());
    app->add_option("--after", m_after,
                    "The page after the one that ended with this key (\"next\")")
        ->type_name("KEY")
        ->check(notEmpty());
    app->footer("Example:\n  lockbox --as admin@contoso.com request list --state pending,approved "
                "--search mailbox");
    return app;
}

Result<RequestQuery> RequestListCommand::query() const
{
    RequestQuery query;
    for (const std::string &name : m_states) {
        const auto state = parseRequestState(text(name).trimmed().toLower());
        if (!state)
            return unknownName(state.error().field, QStringLiteral("state"), text(name).trimmed(),
                               slugsOf(allRequestStates()));
        query.states.push_back(*state);
    }
    query.search = text(m_search);
    query.after = text(m_after);
    query.limit = m_limit;
    return query;
}

Result<void> RequestListCommand::run(Context &context)
{
    const auto wanted = query();
    if (!wanted)
        return failure(wanted);
    const auto door = context.open();
    if (!door)
        return failure(door);
    const auto page = door->service->requests(door->session, *wanted);
    if (!page)
        return failure(page);
    return sayRequests(context.output(), *door, *page);
}

} // namespace lockbox::cli
