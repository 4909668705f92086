#include "app/cli/commands/loglistcommand.h"

#include "app/cli/eventlisting.h"
#include "app/cli/nearest.h"
#include "app/cli/timewords.h"
#include "core/audit/hash.h"

namespace lockbox::cli {

/// "tenant.created, user.added, …" in lines that fit the help.
static std::string kindNames()
{
    QString names;
    qsizetype lineStart = 0;
    for (EventKind kind : allEventKinds()) {
        if (!names.isEmpty())
            names += names.size() - lineStart > 50 ? QStringLiteral(",\n") : QStringLiteral(", ");
        if (names.endsWith(u'\n'))
            lineStart = names.size();
        names += toSlug(kind);
    }
    return names.toStdString();
}

CLI::App *LogListCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "list", "Lists the history, oldest first, with the first digits of each leaf's hash.");
    app->add_option("--request", m_request, "Only of this request: its id or reference number")
        ->type_name("ID")
        ->check(notEmpty());
    app->add_option("--kind", m_kinds, "Only these kinds, with commas between:\n" + kindNames())
        ->delimiter(',')
        ->type_name("KIND[,KIND...]");
    app->add_option("--search", m_search, "Only events in which all of these words occur")
        ->type_name("TEXT")
        ->check(notEmpty());
    app->add_option("--from", m_from,
                    "Only what happened then or later: RFC 3339, or a date in UTC")
        ->type_name("TIME")
        ->check(notEmpty());
    app->add_option("--until", m_until, "Only what happened before, or until a date's end in UTC")
        ->type_name("TIME")
        ->check(notEmpty());
    app->add_flag("--newest", m_newest, "The newest first");
    app->add_option("--after", m_after,
                    "Only events behind this sequence number, in the list's order")
        ->type_name("SEQ")
        ->transform(wholeNumber());
    app->add_option("--limit", m_limit, "How many at most, 1 to 1000 (100 where nothing is said)")
        ->type_name("N")
        ->transform(wholeNumber());
    app->footer("Example:\n  lockbox --as admin@contoso.com log list --newest --kind "
                "request.approved,request.denied --from 2026-01-01");
    return app;
}

Result<EventQuery> LogListCommand::query() const
{
    EventQuery query{.request = std::nullopt,
                     .after = m_after,
                     .limit = m_limit,
                     .newestFirst = m_newest,
                     .kinds = {},
                     .search = text(m_search)};
    if (!m_request.empty())
        query.request = text(m_request);
    for (const std::string &name : m_kinds) {
        const auto kind = parseEventKind(text(name).trimmed());
        if (!kind)
            return unknownName(kind.error().field, QStringLiteral("kind of event"),
                               text(name).trimmed(), slugsOf(allEventKinds()));
        query.kinds.push_back(*kind);
    }
    const auto read = [](const std::string &value, OfDay ofDay, const char *option,
                         std::optional<Timestamp> &time) -> Result<void> {
        if (value.empty())
            return {};
        const auto moment = parseMoment(text(value), ofDay, QString::fromLatin1(option));
        if (!moment)
            return failure(moment);
        time = *moment;
        return {};
    };
    if (auto ok = read(m_from, OfDay::Start, "from", query.from); !ok)
        return failure(ok);
    if (auto ok = read(m_until, OfDay::End, "until", query.until); !ok)
        return failure(ok);
    return query;
}

/// As many as are wanted, over pages that may be short or empty because few events fit.
static Result<EventListing> collected(const Door &door, EventQuery query, Output &output)
{
    EventListing listing;
    const size_t wanted = size_t(std::max(query.limit, 0));
    while (true) {
        const auto page = door.service->events(door.session, query);
        if (!page)
            return failure(page);
        listing.events.insert(listing.events.end(), page->items.begin(), page->items.end());
        listing.next = page->next;
        if (listing.next.isEmpty() || listing.events.size() >= wanted)
            break;
        output.passing(QStringLiteral("looking: %1 found, at event %2")
                           .arg(listing.events.size())
                           .arg(listing.next));
        query.after = listing.next.toLongLong();
        query.limit = int(wanted - listing.events.size());
    }
    output.passing({});
    return listing;
}

Result<void> LogListCommand::run(Context &context)
{
    const auto wanted = query();
    if (!wanted)
        return failure(wanted);
    const auto door = context.open();
    if (!door)
        return failure(door);
    auto listing = collected(*door, *wanted, context.output());
    if (!listing)
        return failure(listing);
    for (const Event &event : listing->events) {
        const auto leaf = door->service->leaf(door->session, event.seq);
        if (!leaf)
            return failure(leaf);
        listing->leafHashes.append(audit::toHex(audit::leafHash(*leaf)));
    }
    sayEvents(context.output(), *listing);
    return {};
}

} // namespace lockbox::cli
