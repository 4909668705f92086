#pragma once

#include "core/store/database.h"
#include "core/store/postgresconnection.h"

namespace lockbox {

/// A connection to a store on a PostgreSQL server. Writers of one tenant follow one another; those of two never wait for each other.
class PostgresDatabase final : public Database
{
public:
    /// Connects. Whether there is a store is for openPostgresStore() in postgresschema.h to say.
    static Result<std::unique_ptr<PostgresDatabase>> open(const PostgresOptions &options);

    /// Runs a text of one or more statements.
    Result<void> run(const QString &sql) override;
    Statement walk(const QString &name) override;
    Result<QString> searchExpression(const QString &text) override;
    Result<void> addToSearch(const SearchTexts &texts) override;
    /// The server sees to it; this only asks whether it answers.
    Result<void> checkIntegrity() override;
    /// Tells of events only.
    Result<qint64> dataVersion() override;

    /// See PostgresConnection::notices().
    Result<QByteArrayList> notices(std::chrono::milliseconds wait, NoticeWaker &waker)
    {
        return m_connection.notices(wait, waker);
    }
    /// Changes each time that the connection was opened anew: notices may then have been missed.
    int opening() const { return m_connection.generation(); }

protected:
    Result<Prepared> prepare(const QString &sql, bool keep) override;
    Result<void> beginTransaction(TransactionKind kind) override;
    /// OutcomeUnknown where the answer was lost: the server may have done it or not.
    Result<void> commitTransaction() override;
    void rollbackTransaction() override;

private:
    PostgresDatabase(const PostgresOptions &options, QString place)
        : Database(Engine::Postgres, std::move(place)), m_connection(options)
    {}

    Result<void> begin(TransactionKind kind);
    Result<void> takeTurn(TransactionKind kind);
    QByteArray nextName();

    PostgresConnection m_connection;
    TransactionKind m_kind = TransactionKind::Read; ///< Of the transaction that is open.
    int m_names = 0;
};

} // namespace lockbox
