#pragma once

#include "core/store/requestrow.h"

namespace lockbox {

class Database;

/// The tenant's requests: rows, their search index and their kept counts, changed together.
class RequestStore
{
public:
    explicit RequestStore(Database &database) : m_database(database) {}

    Result<qint64> insert(qint64 tenant, const AccessRequest &request);
    /// The row alone, without its words for searching and its count: for BulkLoad.
    Result<qint64> insertRow(qint64 tenant, const AccessRequest &request);
    /// Writes `after` over `before`, but only if the row is still in before's state and no deadline has passed at `aliveAt`.
    /// False where somebody or the clock was first.
    Result<bool> update(qint64 tenant, const RequestRow &before, const AccessRequest &after,
                        Timestamp aliveAt);

    Result<std::optional<RequestRow>> byId(qint64 tenant, const RequestId &id);
    /// Newest first.
    Result<std::vector<RequestRow>> byReference(qint64 tenant, const QString &reference,
                                                const Visibility &visibility, int limit);
    /// Those whose deadline has passed at `now`, in the order of the deadlines.
    Result<std::vector<RequestRow>> due(qint64 tenant, Timestamp now, int limit);
    /// Those in a state that has a deadline, which comes after `after`; nearest first.
    Result<std::vector<RequestRow>> byDeadline(qint64 tenant, RequestState state,
                                               const Visibility &visibility, int limit,
                                               Timestamp after = Timestamp::min());
    /// The nearest deadline after `after`.
    Result<std::optional<Timestamp>> nextDeadline(qint64 tenant,
                                                  Timestamp after = Timestamp::min());
    Result<Page<RequestRow>> page(qint64 tenant, const RequestQuery &query,
                                  const Visibility &visibility);
    Result<RequestCounts> counts(qint64 tenant, const Visibility &visibility);
    /// Counts up to 1000.
    Result<int> countOfRequestor(qint64 tenant, const QString &requestor,
                                 const Visibility &visibility);
    Result<int> countOfReference(qint64 tenant, const QString &reference,
                                 const Visibility &visibility);

private:
    Result<void> adjustCount(qint64 tenant, const AccessRequest &request, int delta);
    Result<qint64> highestKey();
    Result<ListPath> pathFor(qint64 tenant, const RequestQuery &query,
                             const Visibility &visibility);
    Result<std::vector<RequestRow>> rows(qint64 tenant, const RequestQuery &query,
                                         const Visibility &visibility,
                                         const std::optional<PagePosition> &position);
    Result<std::vector<RequestRow>> searched(qint64 tenant, const RequestQuery &query,
                                             const Visibility &visibility,
                                             const std::optional<PagePosition> &position,
                                             int limit);
    Result<std::vector<RequestRow>> stretch(qint64 tenant, const RequestQuery &query,
                                            const Visibility &visibility,
                                            const std::optional<PagePosition> &position,
                                            Stretch stretch, int limit);
    Result<std::vector<RequestRow>> mergedRows(qint64 tenant, const RequestQuery &query,
                                               const Visibility &visibility,
                                               const std::optional<PagePosition> &position);
    Result<std::vector<RequestRow>> read(Statement statement);
    Result<int> count(Statement statement);

    Database &m_database;
};

} // namespace lockbox
