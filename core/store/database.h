#pragma once

#include "core/store/readonlyfile.h"
#include "core/store/searchwords.h"
#include "core/store/sqltext.h"
#include "core/store/statement.h"

namespace lockbox {

/// One connection to a store. Belongs to the thread that opened it.
class Database
{
public:
    /// Opens (or, with `create`, makes) the SQLite file and sets the pragmas that every connection of ours has. Only for reading
    /// where the file can't be written.
    static Result<std::unique_ptr<Database>> open(const QString &path,
                                                  std::chrono::milliseconds busyTimeout,
                                                  bool create = false);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    QString path() const { return m_path; }
    bool isReadOnly() const { return m_readOnly.has_value(); }

    /// The prepared statement of that file; prepared once for each combination of parts.
    Statement statement(const QString &name, const SqlParts &parts = {});

    /// Runs a text that is not worth preparing (pragmas, schema).
    Result<void> run(const QString &sql);

    /// Adds what migrations compute with; see logfunctions.h.
    void addMigrationFunctions();

    /// First column of the first row, as text; empty where there is none.
    Result<QString> value(const QString &sql);

    /// The words of a text, cut as the search index cuts them.
    Result<QStringList> words(const QString &text) { return searchWords(m_connection, text); }

    /// Looks at every page and every reference; StoreDamaged where something is broken. Takes as long as reading the file.
    Result<void> checkIntegrity();

    /// A number that changes when another connection has committed.
    Result<qint64> dataVersion();

private:
    friend class Transaction;
    Database(QString path, std::chrono::milliseconds busyTimeout)
        : m_path(std::move(path)), m_busyTimeout(busyTimeout)
    {}

    Result<void> connect(bool create);
    void disconnect();
    /// Of a file that SQLite takes as it lies there: whether somebody has changed it since.
    bool isOutdated() const;
    Result<void> refresh();
    Result<std::shared_ptr<sqlite3_stmt>> prepare(const QString &sql, unsigned flags = 0);
    /// As run(), for what comes again and again: BEGIN and COMMIT.
    Result<void> runPrepared(const QString &sql);
    Result<void> beginWriting(bool wait);

    QString m_path;
    std::chrono::milliseconds m_busyTimeout;
    std::optional<ReadOnlyFile> m_readOnly;
    sqlite3 *m_connection = nullptr;
    QHash<QString, std::shared_ptr<sqlite3_stmt>> m_prepared;
    int m_depth = 0;       ///< Transactions that are open, one within the other.
    bool m_doomed = false; ///< An inner transaction was rolled back, so the outer can't commit.
};

/// Rolls back unless committed. One within another is part of it: only the outermost reaches the disk.
class Transaction
{
public:
    enum class Kind {
        Read,
        Write,
        WriteIfFree, ///< As Write, but waits for nobody: StoreLocked at once where another process writes.
    };

    Transaction(Database &database, Kind kind);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// Whether it could be begun; ask before anything else.
    Result<void> begun() const;
    Result<void> commit();

private:
    Result<void> begin(Kind kind);
    void rollback();

    Database &m_database;
    std::optional<Error> m_beginError;
    bool m_open = false;
};

} // namespace lockbox
