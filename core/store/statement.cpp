#include "core/store/statement.h"

#include <QStringDecoder>

#include <sqlite3.h>

namespace lockbox {

Error toError(sqlite3 *connection)
{
    return toError(sqlite3_extended_errcode(connection),
                   QString::fromUtf8(sqlite3_errmsg(connection)));
}

Error toError(int code, const QString &text)
{
    const auto make = [&](ErrorCode kind, const QString &meaning) {
        return Error{.code = kind, .message = QStringLiteral("%1 (%2)").arg(meaning, text)};
    };
    if (code == SQLITE_IOERR_SHMSIZE) // no room for the shared-memory file beside the store
        return make(ErrorCode::StoreFull, QStringLiteral("the disk is full"));
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return make(ErrorCode::StoreLocked,
                    QStringLiteral("the store is kept busy by another process"));
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
        return make(ErrorCode::StoreUnwritable,
                    QStringLiteral("the store or its folder can't be written"));
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
        return make(ErrorCode::StoreDamaged,
                    QStringLiteral("the store is damaged or can't be read"));
    case SQLITE_TOOBIG:
        return make(ErrorCode::StoreDamaged,
                    QStringLiteral("it is longer than anything that this program writes"));
    case SQLITE_FULL: return make(ErrorCode::StoreFull, QStringLiteral("the disk is full"));
    case SQLITE_NOTADB:
        return make(ErrorCode::StoreForeign, QStringLiteral("the file is no database"));
    case SQLITE_CONSTRAINT:
        if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
            return make(ErrorCode::AlreadyExists, QStringLiteral("it exists already"));
        break;
    default: break;
    }
    return make(ErrorCode::Internal, QStringLiteral("the store refused a statement"));
}

Statement::Statement(sqlite3 *connection, std::shared_ptr<sqlite3_stmt> prepared)
    : m_connection(connection), m_prepared(std::move(prepared))
{}

Statement::Statement(const Error &prepareError) : m_error(prepareError)
{}

Statement::~Statement()
{
    if (m_prepared)
        sqlite3_reset(m_prepared.get());
}

void Statement::check(int code)
{
    if (code != SQLITE_OK && !m_error)
        m_error = toError(m_connection);
}

/// Where a named bind goes; 0, which SQLite refuses, where the statement has no such place.
int Statement::place(const char *name)
{
    return sqlite3_bind_parameter_index(m_prepared.get(), name);
}

Statement &Statement::bind(const char *name, const QString &value)
{
    if (!m_prepared)
        return *this;
    // A null QByteArray has data too, so an empty text stays a text and does not become NULL.
    const QByteArray utf8 = value.toUtf8();
    check(sqlite3_bind_text64(m_prepared.get(), place(name), utf8.constData(),
                              sqlite3_uint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement &Statement::bind(const char *name, const QByteArray &blob)
{
    if (m_prepared)
        check(sqlite3_bind_blob64(m_prepared.get(), place(name), blob.constData(),
                                  sqlite3_uint64(blob.size()), SQLITE_TRANSIENT));
    return *this;
}

Statement &Statement::bind(const char *name, qint64 value)
{
    if (m_prepared)
        check(sqlite3_bind_int64(m_prepared.get(), place(name), value));
    return *this;
}

Statement &Statement::bindNull(const char *name)
{
    if (m_prepared)
        check(sqlite3_bind_null(m_prepared.get(), place(name)));
    return *this;
}

Result<void> Statement::step()
{
    const int code = sqlite3_step(m_prepared.get());
    m_row = code == SQLITE_ROW ? Row::Waiting : Row::None;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return {};
    return Failure(toError(m_connection));
}

Result<void> Statement::exec()
{
    if (m_error)
        return Failure(*m_error);
    // One step does all that a change does, and brings a question's first row.
    auto stepped = step();
    m_changedRows = sqlite3_changes(m_connection);
    return stepped;
}

Result<bool> Statement::next()
{
    m_column = 0;
    if (m_row == Row::Current) {
        if (auto ok = step(); !ok)
            return failure(ok);
    }
    if (m_row == Row::None)
        return false;
    m_row = Row::Current;
    return true;
}

qint64 Statement::insertedKey() const
{
    return sqlite3_last_insert_rowid(m_connection);
}

bool Statement::isNull() const
{
    return sqlite3_column_type(m_prepared.get(), m_column) == SQLITE_NULL;
}

QByteArrayView Statement::bytes()
{
    const int column = m_column++;
    const auto *data =
        reinterpret_cast<const char *>(sqlite3_column_text(m_prepared.get(), column));
    return QByteArrayView(data, sqlite3_column_bytes(m_prepared.get(), column));
}

QByteArray Statement::blob()
{
    const int column = m_column++;
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_prepared.get(), column));
    return QByteArray(data, sqlite3_column_bytes(m_prepared.get(), column));
}

/// Qt takes U+FEFF at a text's beginning for a byte order mark and drops it; here it belongs to the text.
static QString withItsBeginning(QByteArrayView utf8)
{
    QStringDecoder decoder(QStringConverter::Utf8, QStringConverter::Flag::ConvertInitialBom);
    return decoder(utf8);
}

QString Statement::text()
{
    const QByteArrayView utf8 = bytes();
    return utf8.startsWith("\xef\xbb\xbf") ? withItsBeginning(utf8) : QString::fromUtf8(utf8);
}

qint64 Statement::integer()
{
    return sqlite3_column_int64(m_prepared.get(), m_column++);
}

std::optional<QString> Statement::optionalText()
{
    if (isNull()) {
        ++m_column;
        return std::nullopt;
    }
    return text();
}

std::optional<Timestamp> Statement::optionalTime()
{
    if (isNull()) {
        ++m_column;
        return std::nullopt;
    }
    return time();
}

} // namespace lockbox
