#pragma once

#include "core/store/database.h"
#include "core/store/readonlyfile.h"

struct sqlite3;

namespace lockbox {

/// A connection to a store in a file.
class SqliteDatabase final : public Database
{
public:
    /// Opens (or, with `create`, makes) the SQLite file and sets the pragmas that every connection of ours has. Only for reading
    /// where the file can't be written.
    static Result<std::unique_ptr<SqliteDatabase>> open(const QString &path,
                                                        std::chrono::milliseconds busyTimeout,
                                                        bool create = false);
    ~SqliteDatabase() override;

    bool isReadOnly() const override { return m_readOnly.has_value(); }
    Result<void> run(const QString &sql) override;
    /// See logfunctions.h.
    void addMigrationFunctions() override;
    Result<QString> searchExpression(const QString &text) override;
    Result<void> addToSearch(const SearchTexts &texts) override;
    /// Looks at every page. Takes as long as reading the file.
    Result<void> checkIntegrity() override;
    Result<qint64> dataVersion() override;

protected:
    Result<Prepared> prepare(const QString &sql, bool keep) override;
    Result<void> beginTransaction(TransactionKind kind) override;
    Result<void> commitTransaction() override;
    void rollbackTransaction() override;

private:
    SqliteDatabase(QString path, std::chrono::milliseconds busyTimeout)
        : Database(Engine::Sqlite, std::move(path)), m_busyTimeout(busyTimeout)
    {}

    Result<void> connect(bool create);
    void disconnect();
    /// Of a file that SQLite takes as it lies there: whether somebody has changed it since.
    bool isOutdated() const;
    Result<void> refresh();
    Result<void> beginWriting(bool wait);

    std::chrono::milliseconds m_busyTimeout;
    std::optional<ReadOnlyFile> m_readOnly;
    sqlite3 *m_connection = nullptr;
};

} // namespace lockbox
