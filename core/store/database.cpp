#include "core/store/database.h"

#include "core/store/logfunctions.h"

#include <sqlite3.h>

#include <algorithm>

namespace lockbox {

/// Bytes of a text or blob. We write far shorter ones; a longer one was put there to exhaust us, and
/// is refused before it is loaded.
constexpr int longestValue = 16 << 20;

Result<std::unique_ptr<Database>> Database::open(const QString &path,
                                                 std::chrono::milliseconds busyTimeout, bool create)
{
    std::unique_ptr<Database> database(new Database(path, busyTimeout));
    if (auto ok = database->connect(create); !ok)
        return failure(ok);
    return database;
}

Result<void> Database::connect(bool create)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
    QByteArray name = m_path.toUtf8();
    m_readOnly.reset();
    if (!create && ReadOnlyFile::isOne(m_path)) {
        const auto file = ReadOnlyFile::look(m_path);
        if (!file)
            return failure(file);
        m_readOnly = *file;
        flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
        name = file->url();
    }
    if (sqlite3_open_v2(name.constData(), &m_connection, flags, nullptr) != SQLITE_OK)
        return Failure(toError(m_connection));
    sqlite3_extended_result_codes(m_connection, 1);
    sqlite3_busy_timeout(m_connection, static_cast<int>(m_busyTimeout.count()));
    sqlite3_limit(m_connection, SQLITE_LIMIT_LENGTH, longestValue);

    QStringList pragmas = {
        QStringLiteral("PRAGMA trusted_schema = OFF"), QStringLiteral("PRAGMA synchronous = FULL"),
        QStringLiteral("PRAGMA foreign_keys = ON"), QStringLiteral("PRAGMA cache_size = -8192")};
    if (create)
        pragmas.append(QStringLiteral("PRAGMA journal_mode = WAL"));
    for (const QString &pragma : pragmas) {
        if (auto ok = run(pragma); !ok)
            return ok;
    }
    return {};
}

void Database::disconnect()
{
    m_prepared.clear();
    sqlite3_close_v2(m_connection);
    m_connection = nullptr;
}

Database::~Database()
{
    disconnect();
}

bool Database::isOutdated() const
{
    return m_readOnly && m_readOnly->isAlone() && !m_readOnly->isUnchanged();
}

Result<void> Database::refresh()
{
    if (!m_readOnly || !m_readOnly->isAlone())
        return {};
    if (m_readOnly->isSettled() && m_readOnly->isUnchanged())
        return {};
    disconnect();
    return connect(false);
}

/// Why a text could not be prepared. Ours fit our schema, as a test shows; where one doesn't, the store's tables are others.
static Failure textRefused(sqlite3 *connection)
{
    Error error = toError(connection);
    if (sqlite3_errcode(connection) == SQLITE_ERROR)
        error = {.code = ErrorCode::StoreDamaged,
                 .message = QStringLiteral("the store's tables are not as they should be (%1)")
                                .arg(QString::fromUtf8(sqlite3_errmsg(connection)))};
    return Failure(error);
}

Result<std::shared_ptr<sqlite3_stmt>> Database::prepare(const QString &sql, unsigned flags)
{
    const QByteArray text = sql.toUtf8();
    sqlite3_stmt *prepared = nullptr;
    if (sqlite3_prepare_v3(m_connection, text.constData(), static_cast<int>(text.size()), flags,
                           &prepared, nullptr)
        != SQLITE_OK)
        return textRefused(m_connection);
    return std::shared_ptr<sqlite3_stmt>(prepared, sqlite3_finalize);
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
        return Statement(m_connection, *known);
    const auto text = sqlText(name, parts);
    if (!text)
        return Statement(text.error());
    const auto prepared = prepare(*text, SQLITE_PREPARE_PERSISTENT);
    if (!prepared)
        return Statement(prepared.error());
    m_prepared.insert(key, *prepared);
    return Statement(m_connection, *prepared);
}

Result<void> Database::run(const QString &sql)
{
    const QByteArray text = sql.toUtf8();
    if (sqlite3_exec(m_connection, text.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return textRefused(m_connection);
    return {};
}

void Database::addMigrationFunctions()
{
    addLogFunctions(m_connection);
}

Result<void> Database::runPrepared(const QString &sql)
{
    auto known = m_prepared.constFind(sql);
    if (known == m_prepared.constEnd()) {
        const auto prepared = prepare(sql, SQLITE_PREPARE_PERSISTENT);
        if (!prepared)
            return failure(prepared);
        known = m_prepared.insert(sql, *prepared);
    }
    return Statement(m_connection, *known).exec();
}

Result<void> Database::beginWriting(bool wait)
{
    const int timeout = static_cast<int>(m_busyTimeout.count());
    sqlite3_busy_timeout(m_connection, wait ? timeout : 0);
    auto begun = runPrepared(QStringLiteral("BEGIN IMMEDIATE"));
    sqlite3_busy_timeout(m_connection, timeout);
    return begun;
}

Result<QString> Database::value(const QString &sql)
{
    const auto prepared = prepare(sql);
    if (!prepared)
        return failure(prepared);
    Statement statement(m_connection, *prepared);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    return *row ? statement.text() : QString();
}

Result<void> Database::checkIntegrity()
{
    const auto integrity = value(QStringLiteral("PRAGMA integrity_check(1)"));
    if (!integrity)
        return failure(integrity);
    if (*integrity != QStringLiteral("ok"))
        return failure(ErrorCode::StoreDamaged,
                       QStringLiteral("%1 is damaged: %2").arg(m_path, *integrity));
    const auto orphan = value(QStringLiteral("PRAGMA foreign_key_check"));
    if (!orphan)
        return failure(orphan);
    if (!orphan->isEmpty())
        return failure(
            ErrorCode::StoreDamaged,
            QStringLiteral("%1 is damaged: rows of %2 point nowhere").arg(m_path, *orphan));
    return {};
}

Result<qint64> Database::dataVersion()
{
    if (auto ok = refresh(); !ok)
        return failure(ok);
    if (m_readOnly && m_readOnly->isAlone())
        return m_readOnly->version();
    const auto version = value(QStringLiteral("PRAGMA data_version"));
    if (!version)
        return failure(version);
    return version->toLongLong();
}

Transaction::Transaction(Database &database, Kind kind) : m_database(database)
{
    if (m_database.m_depth == 0) {
        m_database.m_doomed = false;
        if (const auto ok = begin(kind); !ok) {
            m_beginError = ok.error();
            return;
        }
    }
    ++m_database.m_depth;
    m_open = true;
}

Result<void> Transaction::begin(Kind kind)
{
    if (kind == Kind::Read) {
        if (auto ok = m_database.refresh(); !ok)
            return ok;
        return m_database.runPrepared(QStringLiteral("BEGIN"));
    }
    if (m_database.isReadOnly())
        return failure(
            ErrorCode::StoreUnwritable,
            QStringLiteral("%1 can't be changed: the file, its log or its folder is read-only")
                .arg(m_database.path()));
    return m_database.beginWriting(kind == Kind::Write);
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
        return failure(ErrorCode::Internal,
                       QStringLiteral("a part of the transaction was rolled back"));
    if (m_database.m_depth == 1) {
        if (m_database.isOutdated())
            return failure(ErrorCode::StoreLocked,
                           QStringLiteral("%1 was changed while it was read: try again")
                               .arg(m_database.path()));
        if (auto ok = m_database.runPrepared(QStringLiteral("COMMIT")); !ok)
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
