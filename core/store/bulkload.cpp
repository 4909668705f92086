#include "core/store/bulkload.h"

namespace lockbox {

static Failure stopped()
{
    return failure(ErrorCode::Interrupted, QStringLiteral("filling the store was stopped"));
}

BulkLoad::BulkLoad(Database &database, qint64 tenant)
    : m_database(database),
      m_tenant(tenant),
      m_requests(database),
      m_events(database),
      m_log(database)
{}

BulkLoad::~BulkLoad() = default;

Result<void> BulkLoad::begin()
{
    // Events are written before the requests they belong to.
    for (const char *pragma :
         {"PRAGMA foreign_keys = OFF", "PRAGMA synchronous = OFF", "PRAGMA journal_mode = OFF",
          "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA cache_size = -131072"}) {
        if (auto ok = m_database.run(QLatin1String(pragma)); !ok)
            return ok;
    }
    const auto log = m_log.head(m_tenant);
    if (!log)
        return failure(log);
    m_tree = log->tree;
    m_firstSize = qint64(m_tree.size());
    if (auto ok = dropIndexes(); !ok)
        return ok;
    return cut();
}

Result<void> BulkLoad::cut()
{
    if (m_transaction) {
        if (auto ok = m_transaction->commit(); !ok)
            return ok;
    }
    m_transaction = std::make_unique<Transaction>(m_database, Transaction::Kind::Write);
    return m_transaction->begun();
}

Result<void> BulkLoad::dropIndexes()
{
    QStringList names;
    {
        Statement statement = m_database.statement(QStringLiteral("list_indexes"));
        if (auto ok = statement.exec(); !ok)
            return ok;
        auto row = statement.next();
        for (; row && *row; row = statement.next()) {
            names.append(statement.text());
            m_indexes.append(statement.text());
        }
        if (!row)
            return failure(row);
    }
    for (const QString &name : std::as_const(names)) {
        if (auto ok = m_database.run(QStringLiteral("DROP INDEX \"%1\"").arg(name)); !ok)
            return ok;
    }
    return {};
}

Result<void> BulkLoad::addRequest(const AccessRequest &request)
{
    const auto key = m_requests.insertRow(m_tenant, request);
    if (!key)
        return failure(key);
    if (*key != m_lastRequest + 1)
        return failure(ErrorCode::Internal, QStringLiteral("the store was not empty"));
    m_lastRequest = *key;
    constexpr qint64 requestsOfTransaction = 50'000;
    return m_lastRequest % requestsOfTransaction == 0 ? cut() : Result<void>();
}

Result<void> BulkLoad::addEvent(const EventRow &row)
{
    if (row.seq != qint64(m_tree.size()) + 1)
        return failure(ErrorCode::Internal, QStringLiteral("the history has a gap"));
    if (auto ok = m_events.insertRow(m_tenant, row); !ok)
        return ok;
    return m_log.insertNodes(m_tenant, m_tree.append(row.leafHash));
}

Result<void> BulkLoad::finish(const Step &step)
{
    if (auto ok = m_log.update(m_tenant, m_firstSize, m_tree); !ok)
        return ok;
    if (auto ok = fillCounts(); !ok)
        return ok;
    if (auto ok = fillSearch(step); !ok)
        return ok;
    if (auto ok = makeIndexes(step); !ok)
        return ok;
    if (auto ok = m_transaction->commit(); !ok)
        return ok;
    m_transaction.reset();
    return makeDurable();
}

Result<void> BulkLoad::fillCounts()
{
    Statement statement = m_database.statement(QStringLiteral("fill_request_counts"));
    statement.bind(":tenant", m_tenant);
    return statement.exec();
}

constexpr int searchShare = 50;

Result<void> BulkLoad::fillSearch(const Step &step)
{
    constexpr qint64 batch = 20'000;
    for (qint64 after = 0; after < m_lastRequest; after += batch) {
        if (!step(static_cast<int>(after * searchShare / m_lastRequest)))
            return stopped();
        Statement statement = m_database.statement(QStringLiteral("fill_request_search"));
        statement.bind(":after", after).bind(":upto", after + batch);
        if (auto ok = statement.exec(); !ok)
            return ok;
    }
    return cut();
}

Result<void> BulkLoad::makeIndexes(const Step &step)
{
    for (qsizetype i = 0; i < m_indexes.size(); ++i) {
        if (!step(searchShare + static_cast<int>(i * (100 - searchShare) / m_indexes.size())))
            return stopped();
        if (auto ok = m_database.run(m_indexes.at(i)); !ok)
            return ok;
    }
    return {};
}

Result<void> BulkLoad::makeDurable()
{
    // Changing the journal's mode writes the file's header, and that writing waits for the disk.
    for (const char *pragma : {"PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON",
                               "PRAGMA locking_mode = NORMAL", "PRAGMA journal_mode = DELETE",
                               "PRAGMA journal_mode = WAL", "PRAGMA cache_size = -8192"}) {
        if (auto ok = m_database.run(QLatin1String(pragma)); !ok)
            return ok;
    }
    return {};
}

} // namespace lockbox
