#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace lockbox {

/// A statement as an engine has prepared it, used again and again. What is wrong with a bound value shows in exec().
class PreparedStatement
{
public:
    PreparedStatement() = default;
    virtual ~PreparedStatement() = default;
    PreparedStatement(const PreparedStatement &) = delete;
    PreparedStatement &operator=(const PreparedStatement &) = delete;

    virtual void bindText(const char *name, const QString &value) = 0;
    virtual void bindBlob(const char *name, const QByteArray &value) = 0;
    virtual void bindInteger(const char *name, qint64 value) = 0;
    virtual void bindNull(const char *name) = 0;

    /// Does all that a change does, and brings a question's first row; false where there is none.
    virtual Result<bool> exec() = 0;
    /// Brings the next row.
    virtual Result<bool> next() = 0;
    /// Gives up the rows that were not read, and with them their locks.
    virtual void reset() = 0;

    virtual int changedRows() const = 0;
    virtual qint64 insertedKey() const = 0;

    // Of the row that was brought last. A column that holds nothing reads as 0 or empty.
    virtual bool isNull(int column) const = 0;
    virtual qint64 integer(int column) const = 0;
    /// The text's bytes, which stay valid until the next row.
    virtual QByteArrayView bytes(int column) const = 0;
    virtual QByteArray blob(int column) const = 0;
};

} // namespace lockbox
