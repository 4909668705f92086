#include "core/store/eventstore.h"

#include "core/audit/canonicaljson.h"
#include "core/store/requestrow.h"

#include <QJsonDocument>

namespace lockbox {

Result<EventRow> toRow(const Event &event, qint64 requestKey)
{
    const auto body = canonicalJson(toJson(event));
    if (!body)
        return failure(body);
    return EventRow{.seq = event.seq,
                    .at = event.at,
                    .kind = event.kind,
                    .requestKey = requestKey,
                    .body = QString::fromUtf8(*body)};
}

Result<Event> EventStore::append(qint64 tenant, Event event, qint64 requestKey)
{
    {
        Statement number = m_database.statement(QStringLiteral("take_event_number"));
        number.bind(":tenant", tenant);
        if (auto ok = number.exec(); !ok)
            return failure(ok);
        if (const auto row = number.next(); !row)
            return failure(row);
        event.seq = number.integer();
    }
    const auto row = toRow(event, requestKey);
    if (!row)
        return failure(row);
    if (auto ok = insertRow(tenant, *row); !ok)
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
        .bind(":body", row.body);
    return statement.exec();
}

Result<qint64> EventStore::last(qint64 tenant)
{
    Statement statement = m_database.statement(QStringLiteral("select_last_event_number"));
    statement.bind(":tenant", tenant);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    if (const auto row = statement.next(); !row || !*row)
        return row ? Result<qint64>(0) : failure(row);
    return statement.integer();
}

Result<std::vector<Event>> EventStore::list(qint64 tenant, qint64 after, int limit,
                                            const Visibility &visibility)
{
    Statement statement =
        m_database.statement(QStringLiteral("list_events"), visibilityParts(visibility));
    statement.bind(":tenant", tenant).bind(":after", after).bind(":limit", limit);
    bindVisibility(statement, visibility);
    return read(std::move(statement));
}

Result<std::vector<Event>> EventStore::listOfRequest(qint64 requestKey, qint64 after, int limit)
{
    Statement statement = m_database.statement(QStringLiteral("list_events_of_request"));
    statement.bind(":request", requestKey).bind(":after", after).bind(":limit", limit);
    return read(std::move(statement));
}

Result<std::vector<Event>> EventStore::read(Statement statement)
{
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    std::vector<Event> events;
    auto row = statement.next();
    for (; row && *row; row = statement.next()) {
        const auto event =
            eventFromJson(QJsonDocument::fromJson(statement.text().toUtf8()).object());
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
