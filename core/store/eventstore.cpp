#include "core/store/eventstore.h"

#include "core/audit/canonicaljson.h"
#include "core/store/eventparts.h"
#include "core/store/requestrow.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace lockbox {

Result<EventRow> toRow(const Event &event, qint64 requestKey)
{
    const auto body = canonicalJson(toJson(event));
    if (!body)
        return failure(body);
    if (body->size() > longestEvent)
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("what is to be told of it (%1) is longer than an event may "
                                      "be: %2 bytes")
                           .arg(toSlug(event.kind))
                           .arg(body->size()));
    return EventRow{.seq = event.seq,
                    .at = event.at,
                    .kind = event.kind,
                    .requestKey = requestKey,
                    .body = QString::fromUtf8(*body),
                    .leafHash = audit::leafHash(*body)};
}

Result<Event> EventStore::append(qint64 tenant, Event event, qint64 requestKey)
{
    auto log = m_log.head(tenant);
    if (!log)
        return failure(log);
    const auto size = qint64(log->tree.size());
    event.seq = size + 1;
    const auto row = toRow(event, requestKey);
    if (!row)
        return failure(row);
    if (auto ok = insertRow(tenant, *row); !ok)
        return failure(ok);
    if (auto ok = m_log.insertNodes(tenant, log->tree.append(row->leafHash)); !ok)
        return failure(ok);
    if (auto ok = m_log.update(tenant, size, log->tree); !ok)
        return failure(ok);
    return event;
}

Result<void> EventStore::insertRow(qint64 tenant, const EventRow &row)
{
    Statement statement = m_database.statement(QStringLiteral("insert_event"));
    statement.bind(":tenant", tenant)
        .bind(":seq", row.seq)
        .bind(":at", row.at)
        .bind(":kind", toSlug(row.kind))
        .bind(":request", row.requestKey ? std::optional<qint64>(row.requestKey) : std::nullopt)
        .bind(":body", row.body)
        .bind(":leaf_hash", audit::toBytes(row.leafHash));
    return statement.exec();
}

static void bindTimes(Statement &statement, const EventQuery &query)
{
    if (query.from)
        statement.bind(":from", *query.from);
    if (query.until)
        statement.bind(":until", *query.until);
}

Result<std::vector<Event>> EventStore::matching(qint64 tenant, const EventQuery &query,
                                                qint64 requestKey, const Visibility &visibility,
                                                const Span &span)
{
    const QStringList words = searchWordsOf(query);
    const QStringList plain = plainWords(words);
    SqlParts parts = eventParts(query, plain);
    parts.insert(visibilityParts(visibility));
    Statement statement = m_database.statement(requestKey ? QStringLiteral("list_events_of_request")
                                                          : QStringLiteral("list_events"),
                                               parts);
    statement.bind(":first", span.first)
        .bind(":last", span.last)
        .bind(":limit", words.isEmpty() ? query.limit : std::numeric_limits<int>::max());
    bindTimes(statement, query);
    for (qsizetype i = 0; i < plain.size(); ++i)
        statement.bind(QByteArray(":word" + QByteArray::number(i)).constData(),
                       likePattern(plain.at(i)));
    if (requestKey)
        statement.bind(":request", requestKey);
    else
        statement.bind(":tenant", tenant);
    if (!requestKey)
        bindVisibility(statement, visibility);
    auto events = read(std::move(statement));
    if (events && !words.isEmpty()) {
        std::erase_if(*events, [&](const Event &event) { return !contains(event, words); });
        if (std::cmp_greater(events->size(), query.limit))
            events->resize(size_t(query.limit));
    }
    return events;
}

Result<std::optional<qint64>> EventStore::number(Statement statement)
{
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    return *row ? std::optional(statement.integer()) : std::nullopt;
}

Result<std::optional<qint64>> EventStore::edgeOf(qint64 tenant, const EventQuery &query)
{
    Statement statement =
        m_database.statement(QStringLiteral("select_event_edge"), eventParts(query, {}));
    statement.bind(":tenant", tenant);
    bindTimes(statement, query);
    return number(std::move(statement));
}

Result<bool> EventStore::goesOnBehind(qint64 tenant, const EventQuery &query, const Span &span)
{
    if (!query.from && !query.until)
        return true;
    Statement statement =
        m_database.statement(QStringLiteral("select_event_beyond"), eventParts(query, {}));
    statement.bind(":tenant", tenant).bind(":edge", query.newestFirst ? span.first : span.last);
    bindTimes(statement, query);
    const auto found = number(std::move(statement));
    return found ? Result<bool>(found->has_value()) : failure(found);
}

Result<EventStore::Span> EventStore::spanOf(qint64 tenant, const EventQuery &query,
                                            qint64 requestKey)
{
    const auto newest = last(tenant);
    if (!newest)
        return failure(newest);
    Span span{.first = 1, .last = *newest};
    // Later pages go on from the number where the former ended; a request's events are found by the
    // request.
    const auto side = query.newestFirst ? query.until : query.from;
    if (query.after == 0 && side && !requestKey) {
        const auto edge = edgeOf(tenant, query);
        if (!edge)
            return failure(edge);
        if (query.newestFirst)
            span.last = edge->value_or(0);
        else
            span.first = edge->value_or(span.last + 1);
    }
    if (query.after > 0 && query.newestFirst)
        span.last = std::min(span.last, query.after - 1);
    else if (query.after > 0)
        span.first = std::max(span.first, std::min(query.after, span.last) + 1);
    return span;
}

/// Where events that don't fit lie between those that do.
static bool leavesOut(const EventQuery &query)
{
    return !query.kinds.empty() || !query.search.isEmpty() || query.from || query.until;
}

Result<Page<Event>> EventStore::page(qint64 tenant, const EventQuery &query, qint64 requestKey,
                                     const Visibility &visibility)
{
    const auto whole = spanOf(tenant, query, requestKey);
    if (!whole)
        return failure(whole);
    Span part = *whole;
    const bool isSearch = !requestKey && leavesOut(query);
    if (isSearch && query.newestFirst)
        part.first = std::max(part.first, part.last - m_stretch + 1);
    else if (isSearch)
        part.last = std::min(part.last, part.first + m_stretch - 1);
    EventQuery wanted = query;
    wanted.limit = query.limit + 1;
    auto events = matching(tenant, wanted, requestKey, visibility, part);
    if (!events)
        return failure(events);
    Page<Event> page{.items = std::move(*events), .next = {}, .previous = {}};
    if (std::cmp_greater(page.items.size(), query.limit)) {
        page.items.pop_back();
        page.next = QString::number(page.items.back().seq);
    } else if (part.first > whole->first || part.last < whole->last) {
        const auto goesOn = goesOnBehind(tenant, query, part);
        if (!goesOn)
            return failure(goesOn);
        if (*goesOn)
            page.next = QString::number(query.newestFirst ? part.first : part.last);
    }
    return page;
}

Result<std::vector<Event>> EventStore::list(qint64 tenant, qint64 after, int limit,
                                            const Visibility &visibility)
{
    return matching(tenant, {.limit = limit}, 0, visibility,
                    {.first = after + 1, .last = std::numeric_limits<qint64>::max()});
}

Result<std::vector<Event>> EventStore::listOfRequest(qint64 requestKey, qint64 after, int limit)
{
    return matching(0, {.limit = limit}, requestKey, {},
                    {.first = after + 1, .last = std::numeric_limits<qint64>::max()});
}

Result<std::optional<QByteArray>> EventStore::leaf(qint64 tenant, qint64 seq,
                                                   const Visibility &visibility)
{
    Statement statement =
        m_database.statement(QStringLiteral("select_leaf"), visibilityParts(visibility));
    statement.bind(":tenant", tenant).bind(":seq", seq);
    bindVisibility(statement, visibility);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    return *row ? std::optional(statement.bytes().toByteArray()) : std::nullopt;
}

Result<std::vector<Event>> EventStore::read(Statement statement)
{
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    std::vector<Event> events;
    auto row = statement.next();
    for (; row && *row; row = statement.next()) {
        const auto event = eventFromJson(parseJson(statement.bytes().toByteArray()).object());
        if (!event)
            return failure(ErrorCode::StoreDamaged,
                           QStringLiteral("an event can't be read: %1").arg(event.error().message));
        events.push_back(*event);
    }
    if (!row)
        return failure(row);
    return events;
}

} // namespace lockbox
