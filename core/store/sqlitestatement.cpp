#include "core/store/sqlitestatement.h"

#include "core/store/sqliteerror.h"

#include <sqlite3.h>

namespace lockbox {

SqliteStatement::SqliteStatement(sqlite3 *connection, sqlite3_stmt *prepared)
    : m_connection(connection), m_prepared(prepared)
{}

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_prepared);
}

void SqliteStatement::check(int code)
{
    if (code != SQLITE_OK && !m_bindError)
        m_bindError = toError(m_connection);
}

/// Where a named bind goes; 0, which SQLite refuses, where the statement has no such place.
int SqliteStatement::place(const char *name) const
{
    return sqlite3_bind_parameter_index(m_prepared, name);
}

void SqliteStatement::bindText(const char *name, const QString &value)
{
    // A null QByteArray has data too, so an empty text stays a text and does not become NULL.
    const QByteArray utf8 = value.toUtf8();
    check(sqlite3_bind_text64(m_prepared, place(name), utf8.constData(),
                              sqlite3_uint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void SqliteStatement::bindBlob(const char *name, const QByteArray &value)
{
    check(sqlite3_bind_blob64(m_prepared, place(name), value.constData(),
                              sqlite3_uint64(value.size()), SQLITE_TRANSIENT));
}

void SqliteStatement::bindInteger(const char *name, qint64 value)
{
    check(sqlite3_bind_int64(m_prepared, place(name), value));
}

void SqliteStatement::bindNull(const char *name)
{
    check(sqlite3_bind_null(m_prepared, place(name)));
}

Result<bool> SqliteStatement::exec()
{
    if (m_bindError)
        return Failure(*m_bindError);
    return next();
}

Result<bool> SqliteStatement::next()
{
    const int code = sqlite3_step(m_prepared);
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return code == SQLITE_ROW;
    return Failure(toError(m_connection));
}

void SqliteStatement::reset()
{
    sqlite3_reset(m_prepared);
    m_bindError.reset();
}

int SqliteStatement::changedRows() const
{
    return sqlite3_changes(m_connection);
}

qint64 SqliteStatement::insertedKey() const
{
    return sqlite3_last_insert_rowid(m_connection);
}

bool SqliteStatement::isNull(int column) const
{
    return sqlite3_column_type(m_prepared, column) == SQLITE_NULL;
}

qint64 SqliteStatement::integer(int column) const
{
    return sqlite3_column_int64(m_prepared, column);
}

QByteArrayView SqliteStatement::bytes(int column) const
{
    const auto *data = reinterpret_cast<const char *>(sqlite3_column_text(m_prepared, column));
    return QByteArrayView(data, sqlite3_column_bytes(m_prepared, column));
}

QByteArray SqliteStatement::blob(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_prepared, column));
    return QByteArray(data, sqlite3_column_bytes(m_prepared, column));
}

} // namespace lockbox
