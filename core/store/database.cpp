#include "core/store/database.h"

#include <QSqlError>
#include <QUuid>
#include <QVariant>

#include <algorithm>

namespace lockbox {

Database::Database(QString path, QString connectionName)
    : m_path(std::move(path)), m_connectionName(std::move(connectionName))
{
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, std::chrono::milliseconds busyTimeout, bool create)
{
    const QString name = QStringLiteral("lockbox-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<Database> database(new Database(path, name));
    database->m_connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    database->m_connection.setDatabaseName(path);
    database->m_connection.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyTimeout.count()));
    if (!database->m_connection.open())
        return Failure(toError(database->m_connection.lastError()));

    QStringList pragmas = {QStringLiteral("PRAGMA trusted_schema = OFF"), QStringLiteral("PRAGMA synchronous = FULL"),
                           QStringLiteral("PRAGMA foreign_keys = ON"), QStringLiteral("PRAGMA cache_size = -8192")};
    if (create)
        pragmas.append(QStringLiteral("PRAGMA journal_mode = WAL"));
    for (const QString &pragma : pragmas) {
        if (auto ok = database->run(pragma); !ok)
            return failure(ok);
    }
    return database;
}

Database::~Database()
{
    m_prepared.clear();
    m_connection.close();
    m_connection = {};
    QSqlDatabase::removeDatabase(m_connectionName);
}

/// What tells one combination of parts from another.
static QString cacheKey(const QString &name, const SqlParts &parts)
{
    QStringList key{name};
    for (auto it = parts.begin(); it != parts.end(); ++it)
        key.append(it.key() + QLatin1Char('=') + it.value());
    std::sort(key.begin() + 1, key.end());
    return key.join(QLatin1Char('\n'));
}

Statement Database::statement(const QString &name, const SqlParts &parts)
{
    const QString key = parts.isEmpty() ? name : cacheKey(name, parts);
    if (const auto known = m_prepared.constFind(key); known != m_prepared.constEnd())
        return Statement(*known, std::nullopt);
    const auto text = sqlText(name, parts);
    auto query = std::make_shared<QSqlQuery>(m_connection);
    if (!text)
        return Statement(query, text.error());
    query->setForwardOnly(true);
    if (!query->prepare(*text))
        return Statement(query, toError(query->lastError()));
    m_prepared.insert(key, query);
    return Statement(query, std::nullopt);
}

Result<void> Database::run(const QString &sql)
{
    QSqlQuery query(m_connection);
    if (!query.exec(sql))
        return Failure(toError(query.lastError()));
    return {};
}

Result<QString> Database::value(const QString &sql)
{
    QSqlQuery query(m_connection);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return Failure(toError(query.lastError()));
    return query.next() ? query.value(0).toString() : QString();
}

Result<qint64> Database::dataVersion()
{
    const auto version = value(QStringLiteral("PRAGMA data_version"));
    if (!version)
        return failure(version);
    return version->toLongLong();
}

Transaction::Transaction(Database &database, Kind kind) : m_database(database)
{
    if (m_database.m_depth == 0) {
        m_database.m_doomed = false;
        const auto ok = m_database.run(kind == Kind::Write ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"));
        if (!ok) {
            m_beginError = ok.error();
            return;
        }
    }
    ++m_database.m_depth;
    m_open = true;
}

Transaction::~Transaction()
{
    if (m_open)
        rollback();
}

Result<void> Transaction::begun() const
{
    if (m_beginError)
        return Failure(*m_beginError);
    return {};
}

Result<void> Transaction::commit()
{
    if (!m_open)
        return failure(ErrorCode::Internal, QStringLiteral("there is no transaction to commit"));
    if (m_database.m_doomed)
        return failure(ErrorCode::Internal, QStringLiteral("a part of the transaction was rolled back"));
    if (m_database.m_depth == 1) {
        if (auto ok = m_database.run(QStringLiteral("COMMIT")); !ok)
            return ok;
    }
    --m_database.m_depth;
    m_open = false;
    return {};
}

void Transaction::rollback()
{
    m_open = false;
    m_database.m_doomed = true;
    if (--m_database.m_depth == 0) {
        // SQLite may have rolled back by itself (full disk, I/O error); then there is nothing left to do.
        (void)m_database.run(QStringLiteral("ROLLBACK"));
    }
}

} // namespace lockbox
