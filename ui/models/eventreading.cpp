#include "ui/models/eventreading.h"

#include <algorithm>
#include <functional>

namespace lockbox::ui {

namespace {

constexpr int partSize = 100;
constexpr size_t tooMuch = 1000;

EventQuery queryOf(const EventFilter &filter)
{
    EventQuery query;
    query.kinds = filter.kinds;
    query.search = filter.search;
    query.from = filter.from;
    query.until = filter.until;
    return query;
}

/// All that fits, oldest first, up to a list's length or a little more.
Result<std::vector<Event>> readAll(LockboxService &service, const Session &session,
                                   EventQuery query)
{
    std::vector<Event> events;
    query.limit = 1000;
    while (events.size() <= tooMuch) {
        auto page = service.events(session, query);
        if (!page)
            return failure(page);
        std::ranges::move(page->items, std::back_inserter(events));
        if (page->next.isEmpty())
            break;
        query.after = page->next.toLongLong();
    }
    return events;
}

/// When happened what a part that goes on after `next` has looked at last.
Result<std::optional<Timestamp>> timeAt(LockboxService &service, const Session &session,
                                        qint64 next)
{
    EventQuery query;
    query.newestFirst = true;
    query.after = next + 1;
    query.limit = 1;
    const auto page = service.events(session, query);
    if (!page)
        return failure(page);
    return page->items.empty() ? std::nullopt : std::optional(page->items.front().at);
}

/// Events of requests that the reader could not see before: those with the manager's yes since
/// `head`.
Result<std::vector<Event>> readLate(LockboxService &service, const Session &session,
                                    const EventFilter &filter, qint64 head)
{
    EventQuery yes;
    yes.kinds = {EventKind::RequestAuthorized};
    yes.after = head;
    const auto authorized = readAll(service, session, yes);
    if (!authorized)
        return authorized;
    std::vector<Event> late;
    for (const Event &event : *authorized) {
        EventQuery story = queryOf(filter);
        story.request = event.request.toString();
        auto events = readAll(service, session, story);
        if (!events)
            return events;
        std::ranges::copy_if(*events, std::back_inserter(late),
                             [head](const Event &one) { return one.seq <= head; });
    }
    return late;
}

} // namespace

Result<EventPart> readEvents(LockboxService &service, const Session &session,
                             const EventFilter &filter, EventDirection direction, qint64 after)
{
    EventQuery query = queryOf(filter);
    query.newestFirst = direction == EventDirection::Older;
    query.after = after;
    query.limit = partSize;
    auto page = service.events(session, query);
    if (!page)
        return failure(page);
    EventPart part{.events = std::move(page->items), .next = {}, .lookedTo = {}};
    if (!page->next.isEmpty())
        part.next = page->next.toLongLong();
    if (!part.events.empty())
        part.lookedTo = part.events.back().at;
    if (part.next && (part.events.empty() || part.events.back().seq != *part.next)) {
        const auto time = timeAt(service, session, *part.next);
        if (!time)
            return failure(time);
        part.lookedTo = *time;
    }
    if (direction == EventDirection::Newer)
        std::ranges::reverse(part.events);
    return part;
}

Result<qint64> readEventHead(LockboxService &service, const Session &session)
{
    EventQuery query;
    query.newestFirst = true;
    query.limit = 1;
    const auto page = service.events(session, query);
    if (!page)
        return failure(page);
    return page->items.empty() ? 0 : page->items.front().seq;
}

Result<EventNews> readEventNews(LockboxService &service, const Session &session,
                                const EventFilter &filter, qint64 head)
{
    const auto present = readEventHead(service, session);
    if (!present)
        return failure(present);
    EventNews news{.events = {}, .head = *present, .isOther = *present < head};
    if (*present <= head)
        return news;
    EventQuery query = queryOf(filter);
    query.after = head;
    auto events = readAll(service, session, query);
    if (!events)
        return failure(events);
    auto late = readLate(service, session, filter, head);
    if (!late)
        return failure(late);
    news.events = std::move(*events);
    std::ranges::move(*late, std::back_inserter(news.events));
    std::ranges::sort(news.events, std::greater(), &Event::seq);
    news.isTooMuch = news.events.size() > tooMuch;
    return news;
}

Result<Event> readEvent(LockboxService &service, const Session &session, qint64 seq)
{
    EventQuery query;
    query.after = seq - 1;
    query.limit = 1;
    const auto page = service.events(session, query);
    if (!page)
        return failure(page);
    if (page->items.empty() || page->items.front().seq != seq)
        return failure(ErrorCode::NotFound, QStringLiteral("there is no event %1").arg(seq));
    return page->items.front();
}

} // namespace lockbox::ui
