#pragma once

#include "core/base/result.h"

#include <QSqlQuery>

#include <memory>

namespace lockbox {

/// What an SQL error means for callers. SQLite's primary result codes: https://www.sqlite.org/rescode.html
Error toError(const QSqlError &error);

/// One use of a prepared statement: bind, exec, read the rows in the order of the columns. Resets it when it goes, so that no
/// read lock stays behind. A failure to prepare shows in exec().
class Statement
{
public:
    Statement(std::shared_ptr<QSqlQuery> query, const std::optional<Error> &prepareError);
    ~Statement();
    Statement(Statement &&) = default;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;
    Statement &operator=(Statement &&) = delete;

    Statement &bind(const char *name, const QString &value);
    Statement &bind(const char *name, qint64 value);
    Statement &bind(const char *name, int value) { return bind(name, qint64(value)); }
    Statement &bind(const char *name, bool value) { return bind(name, qint64(value)); }
    Statement &bind(const char *name, Timestamp value) { return bind(name, qint64(value.time_since_epoch().count())); }
    Statement &bind(const char *name, std::chrono::seconds value) { return bind(name, qint64(value.count())); }
    Statement &bindNull(const char *name);
    template<typename T>
    Statement &bind(const char *name, const std::optional<T> &value)
    {
        return value ? bind(name, *value) : bindNull(name);
    }

    Result<void> exec();
    /// Goes to the next row; false at the end.
    Result<bool> next();
    int changedRows() const;
    qint64 insertedKey() const;

    // The row's columns from left to right; each call reads one and steps on.
    QString text();
    qint64 integer();
    bool boolean() { return integer() != 0; }
    Timestamp time() { return Timestamp(std::chrono::milliseconds(integer())); }
    std::chrono::seconds seconds() { return std::chrono::seconds(integer()); }
    std::optional<QString> optionalText();
    std::optional<Timestamp> optionalTime();

private:
    std::shared_ptr<QSqlQuery> m_query;
    std::optional<Error> m_prepareError;
    int m_column = 0;
};

} // namespace lockbox
