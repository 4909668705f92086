#pragma once

#include "core/store/preparedstatement.h"

struct sqlite3;
struct sqlite3_stmt;

namespace lockbox {

/// A statement that SQLite has prepared.
class SqliteStatement final : public PreparedStatement
{
public:
    /// Takes the prepared statement over.
    SqliteStatement(sqlite3 *connection, sqlite3_stmt *prepared);
    ~SqliteStatement() override;

    void bindText(const char *name, const QString &value) override;
    void bindBlob(const char *name, const QByteArray &value) override;
    void bindInteger(const char *name, qint64 value) override;
    void bindNull(const char *name) override;

    Result<bool> exec() override;
    Result<bool> next() override;
    void reset() override;

    int changedRows() const override;
    qint64 insertedKey() const override;

    bool isNull(int column) const override;
    qint64 integer(int column) const override;
    QByteArrayView bytes(int column) const override;
    QByteArray blob(int column) const override;

private:
    int place(const char *name) const;
    void check(int code);

    sqlite3 *m_connection;
    sqlite3_stmt *m_prepared;
    std::optional<Error> m_bindError;
};

} // namespace lockbox
