#pragma once

#include "core/domain/eventquery.h"
#include "core/domain/requestquery.h"
#include "core/store/logstore.h"
#include "core/store/requestquery.h"

namespace lockbox {

/// An event as it is stored.
struct EventRow {
    qint64 seq = 0;
    Timestamp at;
    EventKind kind = EventKind::TenantCreated;
    qint64 requestKey = 0; ///< 0 where no request is concerned.
    QString body;          ///< Canonical JSON; its UTF-8 bytes are the log's leaf.
    audit::Hash leafHash{};
};

/// The most bytes that an event may have: what is longer is neither written nor read.
constexpr qint64 longestEvent = 1 << 20;

/// The row of an event that has its number.
Result<EventRow> toRow(const Event &event, qint64 requestKey);

/// The tenant's history: append and read, nothing else.
class EventStore
{
public:
    /// How many rows page() looks at in one call where not all fit: some tenths of a second's work.
    static constexpr qint64 usualStretch = 50'000;

    explicit EventStore(Database &database, qint64 stretch = usualStretch)
        : m_database(database), m_log(database), m_stretch(stretch)
    {}

    /// Gives the event the next number, stores its canonical JSON and makes that the log's next
    /// leaf. Only inside a writing transaction. `requestKey` is 0 where no request is concerned.
    Result<Event> append(qint64 tenant, Event event, qint64 requestKey);
    /// Stores an event that has its number already, without the log: for BulkLoad.
    Result<void> insertRow(qint64 tenant, const EventRow &row);
    /// Number of the newest event; 0 for none.
    Result<qint64> last(qint64 tenant) { return m_log.size(tenant); }
    /// Those that concern no request, or one that is visible; oldest first.
    Result<std::vector<Event>> list(qint64 tenant, qint64 after, int limit,
                                    const Visibility &visibility = {});
    Result<std::vector<Event>> listOfRequest(qint64 requestKey, qint64 after, int limit);
    /// A page of what fits the query (EventQuery::request apart) and is visible; of one request
    /// where `requestKey` is not 0. See LockboxService::events() for what a page may lack.
    Result<Page<Event>> page(qint64 tenant, const EventQuery &query, qint64 requestKey,
                             const Visibility &visibility);
    /// The event's bytes; nothing where there is none of that number, or it is not visible.
    Result<std::optional<QByteArray>> leaf(qint64 tenant, qint64 seq, const Visibility &visibility);

private:
    /// A stretch of the history, both ends included.
    struct Span {
        qint64 first = 0;
        qint64 last = 0;
    };

    Result<std::vector<Event>> read(Statement statement);
    /// The stretch in which the query's next events are, as far as one can tell without looking at
    /// them.
    Result<Span> spanOf(qint64 tenant, const EventQuery &query, qint64 requestKey);
    /// Number of the event of the query's times with which its order begins; nothing where there is
    /// none. Looks at the times of all of them.
    Result<std::optional<qint64>> edgeOf(qint64 tenant, const EventQuery &query);
    /// Whether any event of the query's times comes behind this stretch, in its order. Looks at few
    /// of them as long as one does.
    Result<bool> goesOnBehind(qint64 tenant, const EventQuery &query, const Span &span);
    static Result<std::optional<qint64>> number(Statement statement);
    Result<std::vector<Event>> matching(qint64 tenant, const EventQuery &query, qint64 requestKey,
                                        const Visibility &visibility, const Span &span);

    Database &m_database;
    LogStore m_log;
    qint64 m_stretch;
};

} // namespace lockbox
