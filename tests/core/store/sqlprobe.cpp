#include "tests/core/store/sqlprobe.h"

#include <sqlite3.h>

namespace lockbox::test {

SqlProbe::SqlProbe(const QString &path)
{
    if (sqlite3_open_v2(path.toUtf8().constData(), &m_connection, SQLITE_OPEN_READWRITE, nullptr)
        != SQLITE_OK)
        qFatal("%s: %s", qPrintable(path), sqlite3_errmsg(m_connection));
}

SqlProbe::~SqlProbe()
{
    sqlite3_close(m_connection);
}

bool SqlProbe::run(const QString &sql, QStringList &rows)
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
    return code == SQLITE_DONE;
}

QStringList SqlProbe::rows(const QString &sql)
{
    QStringList rows;
    if (!run(sql, rows))
        qFatal("%s: %s", qPrintable(sql), sqlite3_errmsg(m_connection));
    return rows;
}

QString SqlProbe::refusal(const QString &sql)
{
    QStringList rows;
    return run(sql, rows) ? QString() : QString::fromUtf8(sqlite3_errmsg(m_connection));
}

} // namespace lockbox::test
