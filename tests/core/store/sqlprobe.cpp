#include "tests/core/store/sqlprobe.h"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <memory>

namespace lockbox::test {

SqlProbe::SqlProbe(const QString &path)
{
    if (path.startsWith(QStringLiteral("postgresql://"))) {
        m_server = PQconnectdb(path.toUtf8().constData());
        if (PQstatus(m_server) != CONNECTION_OK)
            qFatal("%s", PQerrorMessage(m_server));
        rows(QStringLiteral("SET session_replication_role = replica; "
                            "SET client_min_messages = warning"));
        return;
    }
    if (sqlite3_open_v2(path.toUtf8().constData(), &m_connection, SQLITE_OPEN_READWRITE, nullptr)
        != SQLITE_OK)
        qFatal("%s: %s", qPrintable(path), sqlite3_errmsg(m_connection));
}

SqlProbe::~SqlProbe()
{
    sqlite3_close(m_connection);
    PQfinish(m_server);
}

QString SqlProbe::run(const QString &sql, QStringList &rows)
{
    return m_server ? runOnServer(sql, rows) : runInFile(sql, rows);
}

QString SqlProbe::runInFile(const QString &sql, QStringList &rows)
{
    sqlite3_stmt *statement = nullptr;
    int code = sqlite3_prepare_v2(m_connection, sql.toUtf8().constData(), -1, &statement, nullptr);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        QStringList cells;
        for (int i = 0; code == SQLITE_ROW && i < sqlite3_column_count(statement); ++i) {
            const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement, i));
            cells.append(text ? QString::fromUtf8(text) : QStringLiteral("NULL"));
        }
        if (code == SQLITE_ROW)
            rows.append(cells.join(QLatin1Char('|')));
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? QString() : QString::fromUtf8(sqlite3_errmsg(m_connection));
}

QString SqlProbe::runOnServer(const QString &sql, QStringList &rows)
{
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(m_server, sql.toUtf8().constData()), PQclear);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        return QString::fromUtf8(PQresultErrorMessage(result.get()));
    for (int row = 0; row < PQntuples(result.get()); ++row) {
        QStringList cells;
        for (int i = 0; i < PQnfields(result.get()); ++i)
            cells.append(PQgetisnull(result.get(), row, i)
                             ? QStringLiteral("NULL")
                             : QString::fromUtf8(PQgetvalue(result.get(), row, i)));
        rows.append(cells.join(QLatin1Char('|')));
    }
    return {};
}

QStringList SqlProbe::rows(const QString &sql)
{
    QStringList rows;
    if (const QString refused = run(sql, rows); !refused.isEmpty())
        qFatal("%s: %s", qPrintable(sql), qPrintable(refused));
    return rows;
}

QString SqlProbe::refusal(const QString &sql)
{
    QStringList rows;
    return run(sql, rows);
}

void SqlProbe::ignoreChecks()
{
    if (!m_server) {
        rows(QStringLiteral("PRAGMA ignore_check_constraints = ON"));
        return;
    }
    for (const QString &drop : rows(QStringLiteral(
             "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) "
             "FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0 "
             "AND connamespace = 'public'::regnamespace")))
        rows(drop);
}

void SqlProbe::stumbleAt(const QString &kind)
{
    stumble(QStringLiteral("event"), QStringLiteral("NEW.kind = '%1'").arg(kind));
}

void SqlProbe::stumbleAtTable(const QString &table)
{
    stumble(table, QStringLiteral("1 = 1"));
}

void SqlProbe::stumble(const QString &table, const QString &condition)
{
    m_stumbling = table;
    if (!m_server) {
        rows(QStringLiteral("CREATE TRIGGER stumble BEFORE INSERT ON %1 WHEN %2 BEGIN SELECT "
                            "RAISE(ABORT, 'stumbled'); END")
                 .arg(table, condition));
        return;
    }
    rows(QStringLiteral("CREATE OR REPLACE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS "
                        "$$ BEGIN RAISE EXCEPTION 'stumbled'; END $$"));
    rows(QStringLiteral("CREATE TRIGGER stumble BEFORE INSERT ON %1 FOR EACH ROW WHEN (%2) "
                        "EXECUTE FUNCTION stumble()")
             .arg(table, condition));
}

void SqlProbe::stumbleNoMore()
{
    rows(m_server ? QStringLiteral("DROP TRIGGER stumble ON %1").arg(m_stumbling)
                  : QStringLiteral("DROP TRIGGER stumble"));
}

void SqlProbe::keepWritersOut()
{
    if (!m_server) {
        rows(QStringLiteral("BEGIN IMMEDIATE"));
        return;
    }
    rows(QStringLiteral("BEGIN"));
    // As PostgresDatabase takes a turn, for the first tenant.
    rows(QStringLiteral("SELECT pg_advisory_xact_lock(1280000600, 1)"));
}

} // namespace lockbox::test
