#include "tests/core/demo/storedump.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QVariant>

namespace lockbox::demo {

namespace {

/// A connection of the tests' own to a store.
class Reader
{
public:
    explicit Reader(const QString &path)
        : m_connection(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
    {
        m_connection.setDatabaseName(path);
        if (!m_connection.open())
            qFatal("%s can't be opened", qPrintable(path));
    }
    ~Reader()
    {
        m_connection.close();
        m_connection = {};
        QSqlDatabase::removeDatabase(m_name);
    }

    QStringList rows(const QString &sql)
    {
        QSqlQuery query(m_connection);
        query.setForwardOnly(true);
        if (!query.exec(sql))
            qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
        const int columns = query.record().count();
        QStringList lines;
        while (query.next()) {
            QStringList cells;
            for (int column = 0; column < columns; ++column)
                cells.append(query.isNull(column) ? QStringLiteral("NULL")
                                                  : query.value(column).toString());
            lines.append(cells.join(QLatin1Char('|')));
        }
        return lines;
    }

private:
    const QString m_name = QStringLiteral("dump");
    QSqlDatabase m_connection;
};

} // namespace

QStringList storeDump(const QString &path)
{
    Reader reader(path);
    (void)reader.rows(QStringLiteral(
        "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, request_search, instance)"));
    const QStringList parts = {
        QStringLiteral("SELECT key, id, name, domain, provider, demo, require_approval, "
                       "decide_within, max_access, "
                       "comment_on_deny FROM tenant ORDER BY key"),
        QStringLiteral("SELECT * FROM account ORDER BY key"),
        QStringLiteral("SELECT * FROM account_role ORDER BY account, role"),
        QStringLiteral("SELECT * FROM request ORDER BY key"),
        QStringLiteral("SELECT * FROM request_count WHERE requests <> 0 ORDER BY tenant, "
                       "requestor, state, visible"),
        QStringLiteral(
            "SELECT key, tenant, seq, at, kind, request, body, hex(leaf_hash) FROM event "
            "ORDER BY key"),
        QStringLiteral("SELECT tenant, size, hex(root), hex(frontier), verifier FROM log"),
        QStringLiteral("SELECT tenant, level, place, hex(hash) FROM log_node"),
        QStringLiteral("SELECT * FROM log_checkpoint"),
        QStringLiteral("SELECT term, doc FROM temp.words ORDER BY term, doc"),
    };
    QStringList lines;
    for (const QString &sql : parts) {
        lines.append(sql);
        lines.append(reader.rows(sql));
    }
    return lines;
}

QStringList schemaDump(const QString &path)
{
    return Reader(path).rows(QStringLiteral(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name"));
}

QString storeValue(const QString &path, const QString &sql)
{
    return Reader(path).rows(sql).value(0);
}

} // namespace lockbox::demo
