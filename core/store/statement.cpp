#include "core/store/statement.h"

#include <QSqlError>
#include <QVariant>

namespace lockbox {

Error toError(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    const auto make = [&](ErrorCode kind, const QString &text) {
        return Error{.code = kind, .message = QStringLiteral("%1 (%2)").arg(text, error.databaseText())};
    };
    if (code == 4874) // SQLITE_IOERR_SHMSIZE: no room for the shared-memory file beside the store
        return make(ErrorCode::StoreFull, QStringLiteral("the disk is full"));
    switch (code & 0xff) {
    case 5:  // SQLITE_BUSY
    case 6:  // SQLITE_LOCKED
        return make(ErrorCode::StoreLocked, QStringLiteral("the store is kept busy by another process"));
    case 3:  // SQLITE_PERM
    case 8:  // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
    case 23: // SQLITE_AUTH
        return make(ErrorCode::StoreUnwritable, QStringLiteral("the store or its folder can't be written"));
    case 10: // SQLITE_IOERR
    case 11: // SQLITE_CORRUPT
        return make(ErrorCode::StoreDamaged, QStringLiteral("the store is damaged or can't be read"));
    case 13: // SQLITE_FULL
        return make(ErrorCode::StoreFull, QStringLiteral("the disk is full"));
    case 26: // SQLITE_NOTADB
        return make(ErrorCode::StoreForeign, QStringLiteral("the file is no database"));
    case 19: // SQLITE_CONSTRAINT
        if (code == 2067 || code == 1555) // SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY
            return make(ErrorCode::AlreadyExists, QStringLiteral("it exists already"));
        break;
    default:
        break;
    }
    return make(ErrorCode::Internal, QStringLiteral("the store refused a statement"));
}

Statement::Statement(std::shared_ptr<QSqlQuery> query, const std::optional<Error> &prepareError)
    : m_query(std::move(query)), m_prepareError(prepareError)
{
}

Statement::~Statement()
{
    if (m_query && !m_prepareError)
        m_query->finish();
}

Statement &Statement::bind(const char *name, const QString &value)
{
    // A null QString would become NULL; an empty text is a text.
    m_query->bindValue(QLatin1String(name), value.isNull() ? QStringLiteral("") : value);
    return *this;
}

Statement &Statement::bind(const char *name, qint64 value)
{
    m_query->bindValue(QLatin1String(name), value);
    return *this;
}

Statement &Statement::bindNull(const char *name)
{
    m_query->bindValue(QLatin1String(name), QVariant());
    return *this;
}

Result<void> Statement::exec()
{
    if (m_prepareError)
        return Failure(*m_prepareError);
    if (!m_query->exec())
        return Failure(toError(m_query->lastError()));
    return {};
}

Result<bool> Statement::next()
{
    m_column = 0;
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        return Failure(toError(m_query->lastError()));
    return false;
}

int Statement::changedRows() const
{
    return m_query->numRowsAffected();
}

qint64 Statement::insertedKey() const
{
    return m_query->lastInsertId().toLongLong();
}

QString Statement::text()
{
    return m_query->value(m_column++).toString();
}

qint64 Statement::integer()
{
    return m_query->value(m_column++).toLongLong();
}

std::optional<QString> Statement::optionalText()
{
    const QVariant value = m_query->value(m_column++);
    return value.isNull() ? std::nullopt : std::optional(value.toString());
}

std::optional<Timestamp> Statement::optionalTime()
{
    const QVariant value = m_query->value(m_column++);
    return value.isNull() ? std::nullopt
                          : std::optional(Timestamp(std::chrono::milliseconds(value.toLongLong())));
}

} // namespace lockbox
