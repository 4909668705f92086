#include "core/store/sqlitedatabase.h"

#include "core/store/logfunctions.h"
#include "core/store/searchwords.h"
#include "core/store/sqliteerror.h"
#include "core/store/sqlitestatement.h"

#include <sqlite3.h>

namespace lockbox {

/// Bytes of a text or blob. We write far shorter ones; a longer one was put there to exhaust us, and
/// is refused before it is loaded.
constexpr int longestValue = 16 << 20;

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const QString &path,
                                                             std::chrono::milliseconds busyTimeout,
                                                             bool create)
{
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(path, busyTimeout));
    if (auto ok = database->connect(create); !ok)
        return failure(ok);
    return database;
}

Result<void> SqliteDatabase::connect(bool create)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
    QByteArray name = path().toUtf8();
    m_readOnly.reset();
    if (!create && ReadOnlyFile::isOne(path())) {
        const auto file = ReadOnlyFile::look(path());
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

void SqliteDatabase::disconnect()
{
    forgetStatements();
    sqlite3_close_v2(m_connection);
    m_connection = nullptr;
}

SqliteDatabase::~SqliteDatabase()
{
    disconnect();
}

bool SqliteDatabase::isOutdated() const
{
    return m_readOnly && m_readOnly->isAlone() && !m_readOnly->isUnchanged();
}

Result<void> SqliteDatabase::refresh()
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

Result<Database::Prepared> SqliteDatabase::prepare(const QString &sql, bool keep)
{
    const QByteArray text = sql.toUtf8();
    sqlite3_stmt *prepared = nullptr;
    if (sqlite3_prepare_v3(m_connection, text.constData(), static_cast<int>(text.size()),
                           keep ? SQLITE_PREPARE_PERSISTENT : 0, &prepared, nullptr)
        != SQLITE_OK)
        return textRefused(m_connection);
    return Prepared(std::make_shared<SqliteStatement>(m_connection, prepared));
}

Result<void> SqliteDatabase::run(const QString &sql)
{
    const QByteArray text = sql.toUtf8();
    if (sqlite3_exec(m_connection, text.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return textRefused(m_connection);
    return {};
}

void SqliteDatabase::addMigrationFunctions()
{
    addLogFunctions(m_connection);
}

Result<QString> SqliteDatabase::searchExpression(const QString &text)
{
    const auto words = searchWords(m_connection, text);
    return words ? Result<QString>(lockbox::searchExpression(*words)) : failure(words);
}

Result<void> SqliteDatabase::addToSearch(const SearchTexts &texts)
{
    Statement search = statement(QStringLiteral("insert_request_search"));
    search.bind(":key", texts.key)
        .bind(":reference", texts.reference)
        .bind(":service", texts.service)
        .bind(":reason", texts.reason)
        .bind(":requestor", texts.requestor);
    return search.exec();
}

Result<void> SqliteDatabase::beginWriting(bool wait)
{
    const int timeout = static_cast<int>(m_busyTimeout.count());
    sqlite3_busy_timeout(m_connection, wait ? timeout : 0);
    auto begun = runPrepared(QStringLiteral("BEGIN IMMEDIATE"));
    sqlite3_busy_timeout(m_connection, timeout);
    return begun;
}

Result<void> SqliteDatabase::checkIntegrity()
{
    const auto integrity = value(QStringLiteral("PRAGMA integrity_check(1)"));
    if (!integrity)
        return failure(integrity);
    if (*integrity != QStringLiteral("ok"))
        return failure(ErrorCode::StoreDamaged,
                       QStringLiteral("%1 is damaged: %2").arg(path(), *integrity));
    const auto orphan = value(QStringLiteral("PRAGMA foreign_key_check"));
    if (!orphan)
        return failure(orphan);
    if (!orphan->isEmpty())
        return failure(
            ErrorCode::StoreDamaged,
            QStringLiteral("%1 is damaged: rows of %2 point nowhere").arg(path(), *orphan));
    return {};
}

Result<qint64> SqliteDatabase::dataVersion()
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

Result<void> SqliteDatabase::beginTransaction(TransactionKind kind)
{
    if (kind == TransactionKind::Read) {
        if (auto ok = refresh(); !ok)
            return ok;
        return runPrepared(QStringLiteral("BEGIN"));
    }
    if (isReadOnly())
        return failure(
            ErrorCode::StoreUnwritable,
            QStringLiteral("%1 can't be changed: the file, its log or its folder is read-only")
                .arg(path()));
    return beginWriting(kind != TransactionKind::WriteIfFree);
}

Result<void> SqliteDatabase::commitTransaction()
{
    if (isOutdated())
        return failure(ErrorCode::StoreLocked,
                       QStringLiteral("%1 was changed while it was read: try again").arg(path()));
    return runPrepared(QStringLiteral("COMMIT"));
}

void SqliteDatabase::rollbackTransaction()
{
    // SQLite may have rolled back by itself (full disk, I/O error); then there is nothing left to do.
    (void)run(QStringLiteral("ROLLBACK"));
}

} // namespace lockbox
