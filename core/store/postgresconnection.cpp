#include "core/store/postgresconnection.h"

#include "core/store/postgreserror.h"
#include "core/store/postgrestext.h"
#include "core/store/sqltext.h"

#include <QUrl>

#include <libpq-fe.h>

namespace lockbox {

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
    const char *const words[] = {"connect_timeout",
                                 "tcp_user_timeout",
                                 "target_session_attrs",
                                 "fallback_application_name",
                                 "dbname",
                                 "client_encoding",
                                 nullptr};
    const char *const values[] = {"10",   "20000", "read-write", "lockbox", url.constData(),
                                  "UTF8", nullptr};
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
    return done ? Result<void>() : failure(done);
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
    if (!isLost())
        return {};
    if (m_inTransaction)
        return Failure(postgresError({}, {}));
    return open();
}

Result<PostgresResult> PostgresConnection::run(const QByteArray &sql)
{
    return checked(PQexec(m_handle, sql.constData()));
}

Result<PostgresResult> PostgresConnection::checked(pg_result *result) const
{
    PostgresResult owned(result);
    const auto status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return owned;
    // A server that ends the connection may say why first; what counts is that it is gone.
    const char *const state = isLost() ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return Failure(
        postgresError(state, QString::fromUtf8(words ? words : PQerrorMessage(m_handle))));
}

Result<QString> postgresPlace(const QString &url)
{
    char *words = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(url.toUtf8().constData(), &words), PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> owned(words, PQfreemem);
    // libpq's own words may repeat a password that stands in the wrong place.
    if (!options)
        return invalid(QStringLiteral("store"),
                       QStringLiteral("the store's address is no connection string of PostgreSQL"));
    QStringList hosts;
    QStringList ports;
    QString database;
    for (const PQconninfoOption *option = options.get(); option->keyword; ++option) {
        const QString value = QString::fromUtf8(option->val);
        if (qstrcmp(option->keyword, "host") == 0)
            hosts = value.split(QLatin1Char(','));
        if (qstrcmp(option->keyword, "port") == 0)
            ports = value.split(QLatin1Char(','));
        if (qstrcmp(option->keyword, "dbname") == 0)
            database = value;
    }
    for (qsizetype i = 0; i < hosts.size(); ++i) {
        const QString port = ports.value(ports.size() == 1 ? 0 : i);
        hosts[i] = QString::fromLatin1(QUrl::toPercentEncoding(hosts.at(i)))
                   + (port.isEmpty() ? QString() : QLatin1Char(':') + port);
    }
    return QStringLiteral("postgresql://%1/%2").arg(hosts.join(QLatin1Char(',')), database);
}

} // namespace lockbox
