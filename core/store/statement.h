#pragma once

#include "core/store/preparedstatement.h"

#include <memory>

namespace lockbox {

/// One use of a prepared statement: bind, exec, read the rows in the order of the columns. Resets it when it goes, so that no
/// read lock stays behind. A failure to prepare or to bind shows in exec().
class Statement
{
public:
    explicit Statement(std::shared_ptr<PreparedStatement> prepared);
    explicit Statement(const Error &prepareError);
    ~Statement();
    Statement(Statement &&) = default;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;
    Statement &operator=(Statement &&) = delete;

    Statement &bind(const char *name, const QString &value);
    Statement &bind(const char *name, const QByteArray &blob);
    Statement &bind(const char *name, qint64 value);
    Statement &bind(const char *name, int value) { return bind(name, qint64(value)); }
    Statement &bind(const char *name, bool value) { return bind(name, qint64(value)); }
    Statement &bind(const char *name, Timestamp value)
    {
        return bind(name, qint64(value.time_since_epoch().count()));
    }
    Statement &bind(const char *name, std::chrono::seconds value)
    {
        return bind(name, qint64(value.count()));
    }
    Statement &bindNull(const char *name);
    template<typename T>
    Statement &bind(const char *name, const std::optional<T> &value)
    {
        return value ? bind(name, *value) : bindNull(name);
    }

    Result<void> exec();
    /// Goes to the next row; false at the end.
    Result<bool> next();
    int changedRows() const { return m_changedRows; }
    /// The key of the row that was inserted. The statement ends with {returning_key}.
    qint64 insertedKey() const { return m_prepared ? m_prepared->insertedKey() : 0; }

    // The row's columns from left to right; each call reads one and steps on.
    QString text();
    qint64 integer() { return m_prepared->integer(m_column++); }
    bool boolean() { return integer() != 0; }
    Timestamp time() { return Timestamp(std::chrono::milliseconds(integer())); }
    std::chrono::seconds seconds() { return std::chrono::seconds(integer()); }
    std::optional<QString> optionalText();
    std::optional<Timestamp> optionalTime();
    /// The text's bytes, which stay valid until the next row; for what is looked at and not kept.
    QByteArrayView bytes() { return m_prepared->bytes(m_column++); }
    QByteArray blob() { return m_prepared->blob(m_column++); }

private:
    enum class Row { None, Waiting, Current };

    /// Whether the column at hand holds nothing; then it is stepped over.
    bool skippedNull();
    Result<void> brought(const Result<bool> &row);

    std::shared_ptr<PreparedStatement> m_prepared;
    std::optional<Error> m_error;
    Row m_row = Row::None;
    int m_column = 0;
    int m_changedRows = 0;
};

} // namespace lockbox
