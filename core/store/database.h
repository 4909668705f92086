#pragma once

#include "core/store/sqltext.h"
#include "core/store/statement.h"

#include <QSqlDatabase>

namespace lockbox {

/// One connection to a store. Belongs to the thread that opened it.
class Database
{
public:
    /// Opens (or, with `create`, makes) the SQLite file and sets the pragmas that every connection of ours has.
    static Result<std::unique_ptr<Database>> open(const QString &path, std::chrono::milliseconds busyTimeout,
                                                  bool create = false);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    QString path() const { return m_path; }

    /// The prepared statement of that file; prepared once for each combination of parts.
    Statement statement(const QString &name, const SqlParts &parts = {});

    /// Runs a text that is not worth preparing (pragmas, schema).
    Result<void> run(const QString &sql);

    /// First column of the first row, as text; empty where there is none.
    Result<QString> value(const QString &sql);

    /// A number that changes when another connection has committed.
    Result<qint64> dataVersion();

private:
    friend class Transaction;
    Database(QString path, QString connectionName);

    QString m_path;
    QString m_connectionName;
    QSqlDatabase m_connection;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_prepared;
    int m_depth = 0;      ///< Transactions that are open, one within the other.
    bool m_doomed = false; ///< An inner transaction was rolled back, so the outer can't commit.
};

/// Rolls back unless committed. One within another is part of it: only the outermost reaches the disk.
class Transaction
{
public:
    enum class Kind { Read, Write };

    Transaction(Database &database, Kind kind);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// Whether it could be begun; ask before anything else.
    Result<void> begun() const;
    Result<void> commit();

private:
    void rollback();

    Database &m_database;
    std::optional<Error> m_beginError;
    bool m_open = false;
};

} // namespace lockbox
