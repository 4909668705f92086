#pragma once

#include "core/domain/event.h"
#include "core/store/database.h"
#include "core/store/requestquery.h"

namespace lockbox {

/// An event as it is stored.
struct EventRow {
    qint64 seq = 0;
    Timestamp at;
    EventKind kind = EventKind::TenantCreated;
    qint64 requestKey = 0; ///< 0 where no request is concerned.
    QString body;          ///< Canonical JSON.
};

/// The row of an event that has its number.
Result<EventRow> toRow(const Event &event, qint64 requestKey);

/// The tenant's history: append and read, nothing else.
class EventStore
{
public:
    explicit EventStore(Database &database) : m_database(database) {}

    /// Gives the event the next number and stores its canonical JSON. Only inside a writing transaction. `requestKey` is 0 where
    /// no request is concerned.
    Result<Event> append(qint64 tenant, Event event, qint64 requestKey);
    /// Stores an event that has its number already.
    Result<void> insertRow(qint64 tenant, const EventRow &row);
    /// Number of the newest event; 0 for none.
    Result<qint64> last(qint64 tenant);
    /// Those that concern no request, or one that is visible.
    Result<std::vector<Event>> list(qint64 tenant, qint64 after, int limit,
                                    const Visibility &visibility = {});
    Result<std::vector<Event>> listOfRequest(qint64 requestKey, qint64 after, int limit);

private:
    Result<std::vector<Event>> read(Statement statement);

    Database &m_database;
};

} // namespace lockbox
