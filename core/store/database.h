#pragma once

#include "core/store/sqltext.h"
#include "core/store/statement.h"

namespace lockbox {

enum class TransactionKind {
    Read,
    Write,
    WriteIfFree, ///< As Write, but waits for nobody: StoreLocked at once where somebody else writes.
    WriteBeside, ///< As Write; on a server it follows only others of its kind. For what no use case touches.
};

/// What the search index keeps of a request.
struct SearchTexts {
    qint64 key = 0;
    QString reference;
    QString service;
    QString reason;
    QString requestor;
};

/// One connection to a store, of whichever engine. Belongs to the thread that opened it.
class Database
{
public:
    /// Opens (or, with `create`, makes) a store's file; see SqliteDatabase.
    static Result<std::unique_ptr<Database>> open(const QString &path,
                                                  std::chrono::milliseconds busyTimeout,
                                                  bool create = false);
    virtual ~Database() = default;
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    Engine engine() const { return m_engine; }
    /// Where the store is, for people; without passwords.
    QString path() const { return m_path; }
    virtual bool isReadOnly() const { return false; }

    /// The prepared statement of that file; prepared once for each combination of parts.
    Statement statement(const QString &name, const SqlParts &parts = {});
    /// The same for rows that may be too many to hold at once. Only inside a transaction, and one walk over the same file at a time.
    virtual Statement walk(const QString &name) { return statement(name); }

    /// Runs a text that is not worth preparing (settings of the connection, schema).
    virtual Result<void> run(const QString &sql) = 0;

    /// Adds what an engine's migrations compute with.
    virtual void addMigrationFunctions() {}

    /// First column of the first row, as text; empty where there is none.
    Result<QString> value(const QString &sql);

    /// What the search index takes for the words of a text, all of them and each as a beginning; empty where there is no word.
    virtual Result<QString> searchExpression(const QString &text) = 0;
    virtual Result<void> addToSearch(const SearchTexts &texts) = 0;

    /// Whether what is stored can be read and every reference leads somewhere; StoreDamaged where not.
    virtual Result<void> checkIntegrity() = 0;

    /// A number that changes when another connection has committed.
    virtual Result<qint64> dataVersion() = 0;

protected:
    Database(Engine engine, QString path) : m_engine(engine), m_path(std::move(path)) {}

    using Prepared = std::shared_ptr<PreparedStatement>;
    /// `keep` where it will be used again and again.
    virtual Result<Prepared> prepare(const QString &sql, bool keep) = 0;
    virtual Result<void> beginTransaction(TransactionKind kind) = 0;
    virtual Result<void> commitTransaction() = 0;
    virtual void rollbackTransaction() = 0;

    bool isInTransaction() const { return m_depth > 0; }
    /// As run(), for what comes again and again: BEGIN and COMMIT.
    Result<void> runPrepared(const QString &sql);
    void forgetStatements() { m_prepared.clear(); }

private:
    friend class Transaction;

    Engine m_engine;
    QString m_path;
    QHash<QString, Prepared> m_prepared;
    int m_depth = 0;       ///< Transactions that are open, one within the other.
    bool m_doomed = false; ///< An inner transaction was rolled back, so the outer can't commit.
};

/// Rolls back unless committed. One within another is part of it: only the outermost reaches the disk.
class Transaction
{
public:
    using Kind = TransactionKind;

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
