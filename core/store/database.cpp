#include "core/store/database.h"

#include "core/store/sqlitedatabase.h"

#include <algorithm>

namespace lockbox {

Result<std::unique_ptr<Database>> Database::open(const QString &path,
                                                 std::chrono::milliseconds busyTimeout, bool create)
{
    auto opened = SqliteDatabase::open(path, busyTimeout, create);
    if (!opened)
        return failure(opened);
    return std::unique_ptr<Database>(std::move(*opened));
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
        return Statement(*known);
    const auto text = sqlText(name, parts, m_engine);
    if (!text)
        return Statement(text.error());
    const auto prepared = prepare(*text, true);
    if (!prepared)
        return Statement(prepared.error());
    m_prepared.insert(key, *prepared);
    return Statement(*prepared);
}

Result<void> Database::runPrepared(const QString &sql)
{
    auto known = m_prepared.constFind(sql);
    if (known == m_prepared.constEnd()) {
        const auto prepared = prepare(sql, true);
        if (!prepared)
            return failure(prepared);
        known = m_prepared.insert(sql, *prepared);
    }
    return Statement(*known).exec();
}

Result<QString> Database::value(const QString &sql)
{
    const auto prepared = prepare(sql, false);
    if (!prepared)
        return failure(prepared);
    Statement statement(*prepared);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    return *row ? statement.text() : QString();
}

Transaction::Transaction(Database &database, Kind kind) : m_database(database)
{
    if (m_database.m_depth == 0) {
        m_database.m_doomed = false;
        if (const auto ok = m_database.beginTransaction(kind); !ok) {
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
        return failure(ErrorCode::Internal,
                       QStringLiteral("a part of the transaction was rolled back"));
    if (m_database.m_depth == 1) {
        if (auto ok = m_database.commitTransaction(); !ok)
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
    if (--m_database.m_depth == 0)
        m_database.rollbackTransaction();
}

} // namespace lockbox
