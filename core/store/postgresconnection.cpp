#include "core/store/postgresconnection.h"

#include "core/store/postgresaccess.h"
#include "core/store/postgreserror.h"
#include "core/store/postgreshosts.h"
#include "core/store/postgrestext.h"
#include "core/store/sqltext.h"

#include <QDeadlineTimer>

#include <libpq-fe.h>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace lockbox {

/// SQLSTATE of a change where none is taken.
constexpr const char *readOnly = "25006";

NoticeWaker::NoticeWaker() : m_handle(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (m_handle < 0)
        qFatal("the system gives no further handle");
}

NoticeWaker::~NoticeWaker()
{
    ::close(m_handle);
}

void NoticeWaker::wake()
{
    const quint64 one = 1;
    (void)!::write(m_handle, &one, sizeof one);
}

void PostgresResultDeleter::operator()(pg_result *result) const
{
    PQclear(result);
}

PostgresConnection::~PostgresConnection()
{
    close();
}

void PostgresConnection::close()
{
    PQfinish(m_handle);
    m_handle = nullptr;
}

bool PostgresConnection::isLost() const
{
    return PQstatus(m_handle) != CONNECTION_OK;
}

Result<void> PostgresConnection::open()
{
    close();
    ++m_generation;
    m_isStale = false;
    auto opened = connect();
    if (opened)
        opened = prepareSession();
    if (opened && !m_options.tenant.isEmpty())
        opened = chooseTenant();
    if (!opened)
        close();
    return opened;
}

/// Notices are for those who sit at a terminal.
static void dropNotice(void *, const PGresult *)
{}

Result<void> PostgresConnection::connect()
{
    const QByteArray url = m_options.url.toUtf8();
    // What stands before the string is a default, what stands behind it holds whatever the string says.
    const auto access = postgresAccess(m_options.url);
    if (!access)
        return failure(access);
    const QByteArray sslMode = access->sslMode.toLatin1();
    m_hostsGeneration = PostgresHosts::generation();
    const auto hosts = PostgresHosts::of(m_options.url);
    const char *const words[] = {"connect_timeout",
                                 "sslmode",
                                 "tcp_user_timeout",
                                 "target_session_attrs",
                                 "fallback_application_name",
                                 "dbname",
                                 "host",
                                 "hostaddr",
                                 "port",
                                 "client_encoding",
                                 nullptr};
    const char *const values[] = {"10",
                                  sslMode.constData(),
                                  "20000",
                                  "read-write",
                                  "lockbox",
                                  url.constData(),
                                  hosts.host.constData(),
                                  hosts.hostaddr.constData(),
                                  hosts.port.constData(),
                                  "UTF8",
                                  nullptr};
    m_handle = PQconnectdbParams(words, values, 1);
    if (isLost())
        return failure(ErrorCode::StoreUnreachable,
                       QStringLiteral("the server can't be reached (%1)")
                           .arg(QString::fromUtf8(PQerrorMessage(m_handle)).simplified()));
    PQsetNoticeReceiver(m_handle, dropNotice, nullptr);
    return {};
}

Result<void> PostgresConnection::prepareSession()
{
    // Nothing would mean to wait for ever.
    const auto lockTimeout = std::max<qint64>(m_options.busyTimeout.count(), 1);
    // Who hangs, or is gone without a word, must not keep a tenant's turn.
    const auto done = run("SET search_path = public, pg_temp; SET bytea_output = hex;"
                          "SET standard_conforming_strings = on;"
                          "SET idle_in_transaction_session_timeout = '1min';"
                          "SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 5;"
                          "SET tcp_keepalives_count = 4; SET tcp_user_timeout = '40s';"
                          "SET lock_timeout = "
                          + QByteArray::number(lockTimeout));
    if (!done || m_options.channel.isEmpty())
        return done ? Result<void>() : failure(done);
    const auto listens = run("SET synchronous_commit = off; LISTEN " + m_options.channel);
    return listens ? Result<void>() : failure(listens);
}

/// Row-level security goes by the tenant's key, which is looked up by its id: that row alone can be seen by who names it. A tenant that is
/// not there yet, or tables that aren't, are found out by who needs them.
Result<void> PostgresConnection::chooseTenant()
{
    const auto named = runFile(QStringLiteral("name_tenant"));
    if (!named)
        return failure(named);
    if (PQgetisnull(named->get(), 0, 0))
        return {};
    const auto chosen = runFile(QStringLiteral("choose_tenant"));
    return chosen ? Result<void>() : failure(chosen);
}

Result<PostgresResult> PostgresConnection::runFile(const QString &name)
{
    const auto sql = sqlText(name, {}, Engine::Postgres);
    if (!sql)
        return failure(sql);
    const QByteArray tenant = m_options.tenant.toUtf8();
    const char *const values[] = {tenant.constData()};
    return checked(PQexecParams(m_handle, PostgresText::from(*sql).text.constData(), 1, nullptr,
                                values, nullptr, nullptr, 0));
}

Result<void> PostgresConnection::ready()
{
    // Another of the hosts may take changes.
    const bool isStale = m_isStale || m_hostsGeneration != PostgresHosts::generation();
    if (!isLost() && (!isStale || m_inTransaction))
        return {};
    if (m_inTransaction)
        return Failure(postgresError({}, {}));
    return open();
}

static QByteArrayList taken(PGconn *handle)
{
    QByteArrayList all;
    while (PGnotify *notice = PQnotifies(handle)) {
        all.append(notice->extra);
        PQfreemem(notice);
    }
    return all;
}

Result<QByteArrayList> PostgresConnection::notices(std::chrono::milliseconds wait,
                                                   NoticeWaker &waker)
{
    if (auto ok = ready(); !ok)
        return failure(ok);
    QByteArrayList all = taken(m_handle); // came with an answer
    if (!all.isEmpty())
        return all;
    pollfd awaited[] = {{.fd = PQsocket(m_handle), .events = POLLIN, .revents = 0},
                        {.fd = waker.m_handle, .events = POLLIN, .revents = 0}};
    ::poll(awaited, 2, int(wait.count()));
    quint64 calls = 0;
    if (awaited[1].revents != 0)
        (void)!::read(waker.m_handle, &calls, sizeof calls);
    if (PQconsumeInput(m_handle) == 0)
        return Failure(postgresError({}, {}));
    return taken(m_handle);
}

Result<PostgresResult> PostgresConnection::run(const QByteArray &sql)
{
    return checked(PQexec(m_handle, sql.constData()));
}

bool PostgresConnection::hasAnswer(std::chrono::milliseconds patience)
{
    const QDeadlineTimer end(patience);
    while (PQisBusy(m_handle)) {
        pollfd line{.fd = PQsocket(m_handle), .events = POLLIN, .revents = 0};
        if (end.hasExpired())
            return false;
        const int ready = ::poll(&line, 1, int(end.remainingTime()));
        if (ready > 0 && !PQconsumeInput(m_handle))
            return true; // that it is lost
    }
    return true;
}

Result<PostgresResult> PostgresConnection::commit()
{
    if (!PQsendQuery(m_handle, "COMMIT"))
        return checked(nullptr);
    if (!hasAnswer(m_options.commitTimeout)) {
        PostgresHosts::putLast(m_options.url, m_handle);
        close();
        return Failure(postgresError({}, {}));
    }
    pg_result *answer = PQgetResult(m_handle);
    if (answer)
        PQclear(PQgetResult(m_handle)); // nothing: the end
    return checked(answer);
}

Result<PostgresResult> PostgresConnection::checked(pg_result *result)
{
    PostgresResult owned(result);
    const auto status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return owned;
    // A server that ends the connection may say why first; what counts is that it is gone.
    const char *const state = isLost() ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    m_isStale = m_isStale || qstrcmp(state, readOnly) == 0;
    const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return Failure(
        postgresError(state, QString::fromUtf8(words ? words : PQerrorMessage(m_handle))));
}

} // namespace lockbox
