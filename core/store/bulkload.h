#pragma once

#include "core/store/eventstore.h"
#include "core/store/requeststore.h"

#include <functional>

namespace lockbox {

/// Fills a fresh store with very many requests. Rows are those that RequestStore and EventStore write; indexes, the words
/// for searching and the counts come after them, all at once. Only for a file that nobody else has open and that is thrown away
/// if anything fails: until finish() has been called it is not safe from a crash, and not complete.
class BulkLoad
{
public:
    BulkLoad(Database &database, qint64 tenant);
    ~BulkLoad();
    BulkLoad(const BulkLoad &) = delete;
    BulkLoad &operator=(const BulkLoad &) = delete;

    Result<void> begin();
    /// Requests come in the order of their keys: 1, 2, 3 …
    Result<void> addRequest(const AccessRequest &request);
    /// The event's request may be added later.
    Result<void> addEvent(const EventRow &row);

    /// Told how much of finish() is done, in per cent; returns false to stop.
    using Step = std::function<bool(int percent)>;
    Result<void> finish(const Step &step);

private:
    Result<void> dropIndexes();
    Result<void> fillSearch(const Step &step);
    Result<void> fillCounts();
    Result<void> makeIndexes(const Step &step);
    /// Ends the transaction and begins another.
    Result<void> cut();
    Result<void> makeDurable();

    Database &m_database;
    qint64 m_tenant;
    RequestStore m_requests;
    EventStore m_events;
    LogStore m_log;
    audit::CompactTree m_tree;
    std::unique_ptr<Transaction> m_transaction;
    QStringList m_indexes; ///< The dropped indexes' statements.
    qint64 m_lastRequest = 0;
    qint64 m_firstSize = 0; ///< The log's before.
};

} // namespace lockbox
