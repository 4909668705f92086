#pragma once

#include "core/base/result.h"

#include <QByteArrayList>

#include <memory>

struct pg_conn;
struct pg_result;

namespace lockbox {

/// Where a store on a server is, and whose part of it.
struct PostgresOptions {
    /// A connection string of libpq: a URI, or words and values; several hosts and TLS as libpq takes them.
    QString url;
    /// The id of the tenant whose rows the connection sees. None only for who is not bound to one: the schema's owner.
    QString tenant;
    std::chrono::milliseconds busyTimeout{5000};
    /// Whose notices (LISTEN, NOTIFY) are taken; none where it is empty. Nothing is written on such a connection, so it waits for no disk.
    QByteArray channel;
    /// For the server to confirm a change. A leader that lost the others waits for them for ever.
    std::chrono::milliseconds commitTimeout{20000};
};

/// Ends a wait for notices from another thread.
class NoticeWaker
{
public:
    NoticeWaker();
    ~NoticeWaker();
    NoticeWaker(const NoticeWaker &) = delete;
    NoticeWaker &operator=(const NoticeWaker &) = delete;

    void wake();

private:
    friend class PostgresConnection;
    int m_handle;
};

struct PostgresResultDeleter {
    void operator()(pg_result *result) const;
};
using PostgresResult = std::unique_ptr<pg_result, PostgresResultDeleter>;

/// A connection to a PostgreSQL server, opened anew when it was lost, though never inside a transaction.
class PostgresConnection
{
public:
    explicit PostgresConnection(const PostgresOptions &options) : m_options(options) {}
    ~PostgresConnection();
    PostgresConnection(const PostgresConnection &) = delete;
    PostgresConnection &operator=(const PostgresConnection &) = delete;

    Result<void> open();
    /// Whether statements can be sent: opens a lost connection outside of transactions.
    Result<void> ready();
    bool isLost() const;
    /// Another one after each opening: what was prepared before is gone.
    int generation() const { return m_generation; }

    bool isInTransaction() const { return m_inTransaction; }
    void setInTransaction(bool inTransaction) { m_inTransaction = inTransaction; }

    /// The notices that have come, at once where there are some; else as soon as one comes, or `waker` says, or after that time.
    Result<QByteArrayList> notices(std::chrono::milliseconds wait, NoticeWaker &waker);

    pg_conn *handle() const { return m_handle; }
    const PostgresOptions &options() const { return m_options; }
    /// Runs a text of one or more statements; the last one's result.
    Result<PostgresResult> run(const QByteArray &sql);
    /// Commits; where the server has not confirmed it in time the connection is lost, and its host is the last that is tried from then on.
    Result<PostgresResult> commit();
    /// The result where the server did what it was asked; else its refusal.
    Result<PostgresResult> checked(pg_result *result);

private:
    void close();
    bool hasAnswer(std::chrono::milliseconds patience);
    Result<void> connect();
    Result<void> prepareSession();
    Result<void> chooseTenant();
    Result<PostgresResult> runFile(const QString &name);

    PostgresOptions m_options;
    pg_conn *m_handle = nullptr;
    int m_generation = 0;
    int m_hostsGeneration = 0;
    bool m_inTransaction = false;
    bool m_isStale = false; ///< The server has become one that takes no changes.
};

} // namespace lockbox
