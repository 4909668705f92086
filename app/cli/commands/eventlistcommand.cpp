#include "app/cli/commands/eventlistcommand.h"

#include "app/cli/eventwords.h"
#include "app/cli/texttable.h"
#include "app/cli/timewords.h"
#include "core/service/wirejson.h"

#include <QJsonArray>

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

static QString eventTable(const std::vector<Event> &events, bool coloured, int columns)
{
    TextTable table({QStringLiteral("SEQ"), QStringLiteral("TIME (UTC)"),
                     QStringLiteral("REFERENCE"), QStringLiteral("WHAT")});
    for (const Event &event : events) {
        table.add({{QString::number(event.seq)},
                   {utcText(event.at).left(19), Tone::Quiet},
                   {event.reference},
                   {sentence(event)}});
    }
    return table.toText(coloured, columns);
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
    Output &output = context.output();
    if (output.isJson()) {
        QJsonArray values;
        for (const Event &event : page->items)
            values.append(toJson(event));
        output.document(wire::toList(values, page->next));
        return {};
    }
    if (page->items.empty())
        output.words(QStringLiteral("No events."));
    else
        output.painted(eventTable(page->items, output.isColoured(), output.columns()));
    if (!page->next.isEmpty())
        output.words(QStringLiteral("There are more: --after %1").arg(page->next));
    return {};
}

} // namespace lockbox::cli
