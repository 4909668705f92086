#include "tests/core/service/tampering.h"

#include "core/store/logaudit.h"
#include "core/store/logstore.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/storefixture.h"

namespace lockbox::test {

namespace {

/// How rows of a table are told apart, and what a finding calls one.
struct Table {
    const char *name;
    const char *key;   ///< An expression by which its rows are ordered, and one is chosen.
    const char *named; ///< An expression for what a finding must name.
};

const std::vector<Table> &tables()
{
    static const std::vector<Table> all = {
        {"tenant", "key", "''"},
        {"account", "key", "user_name"},
        {"account_role", "account || role",
         "(SELECT user_name FROM account WHERE key = account_role.account)"},
        {"request", "key", "id"},
        {"request_count", "requests > 0, requestor || state || visible", "requestor"},
        {"event", "seq", "seq"},
        {"log", "tenant", "''"},
        {"log_node", "place", "place * 256 + 1"},
        {"log_checkpoint", "size", "''"},
        {"notification", "tenant", "''"},
        {"notice", "key", "''"},
        {"outbox", "key", "''"},
    };
    return all;
}

/// The columns that may change unnoticed: see docs/log.md, which a test holds against this list.
bool isException(const QString &column)
{
    return column == QLatin1String("tenant.clock_offset") || column == QLatin1String("event.key")
           || column == QLatin1String("notification.phrase_key")
           || column.startsWith(QLatin1String("notice."))
           || column.startsWith(QLatin1String("outbox."));
}

/// A value that is another one, of the same type.
QString otherValue(const QString &column, const QString &type)
{
    if (type == QLatin1String("INTEGER"))
        return QStringLiteral("coalesce(%1, 0) + 1000003").arg(column);
    if (type == QLatin1String("BLOB"))
        return QStringLiteral("CAST(x'2a' || substr(%1, 2) AS BLOB)").arg(column);
    return QStringLiteral("coalesce(%1, '') || 'x'").arg(column);
}

/// "WHERE …" for the n-th row from the start, or from the end.
QString rowAt(SqlProbe &probe, const Table &table, bool last)
{
    const QString name = QLatin1String(table.name);
    const int count = probe.row(QStringLiteral("SELECT count(*) FROM %1").arg(name)).toInt();
    const QString isWithoutRowid =
        probe.row(QStringLiteral("SELECT wr FROM pragma_table_list WHERE name = '%1'").arg(name));
    QString key = QStringLiteral("rowid");
    if (isWithoutRowid == QLatin1String("1"))
        key = probe
                  .rows(QStringLiteral("SELECT name FROM pragma_table_info('%1') WHERE pk > 0")
                            .arg(name))
                  .join(QStringLiteral(" || '/' || "));
    const QString value =
        probe.row(QStringLiteral("SELECT %1 FROM %2 ORDER BY %3 LIMIT 1 OFFSET %4")
                      .arg(key, name, QLatin1String(table.key))
                      .arg(last ? count - 1 : count / 2));
    return QStringLiteral("WHERE CAST(%1 AS TEXT) = '%2'").arg(key, value);
}

QString nameOf(SqlProbe &probe, const Table &table, const QString &where)
{
    return probe.row(QStringLiteral("SELECT %1 FROM %2 %3")
                         .arg(QLatin1String(table.named), QLatin1String(table.name), where));
}

/// Columns that can be written, with their types.
std::vector<std::pair<QString, QString>> columnsOf(SqlProbe &probe, const char *table)
{
    std::vector<std::pair<QString, QString>> columns;
    const QStringList rows = probe.rows(
        QStringLiteral("SELECT name, type FROM pragma_table_xinfo('%1') WHERE hidden = 0")
            .arg(QLatin1String(table)));
    for (const QString &row : rows)
        columns.emplace_back(row.section(QLatin1Char('|'), 0, 0),
                             row.section(QLatin1Char('|'), 1, 1));
    return columns;
}

QStringList withoutEmpty(QStringList names)
{
    names.removeAll(QString());
    return names;
}

} // namespace

std::vector<Tampering> changesOfEachColumn(const QString &path)
{
    SqlProbe probe(path);
    std::vector<Tampering> all;
    for (const Table &table : tables()) {
        for (const bool last : {false, true}) {
            const QString where = rowAt(probe, table, last);
            for (const auto &[column, type] : columnsOf(probe, table.name)) {
                const QString full = QLatin1String(table.name) + QLatin1Char('.') + column;
                // Who changes a name is found by the name that should be there, or that is.
                const bool names = column != QLatin1String("user_name")
                                   && column != QLatin1String("id")
                                   && column != QLatin1String("tenant");
                all.push_back(
                    {.name = QStringLiteral("%1 in %2 row")
                                 .arg(full, last ? QStringLiteral("the last")
                                                 : QStringLiteral("a middle")),
                     .statements = {QStringLiteral("UPDATE %1 SET %2 = %3 %4")
                                        .arg(QLatin1String(table.name), column,
                                             otherValue(column, type), where)},
                     .names = names ? withoutEmpty({nameOf(probe, table, where)}) : QStringList(),
                     .isException = isException(full)});
            }
        }
    }
    return all;
}

std::vector<Tampering> changesOfRows(const QString &path)
{
    SqlProbe probe(path);
    std::vector<Tampering> all;
    for (const Table &table : tables()) {
        const QString name = QLatin1String(table.name);
        const QString where = rowAt(probe, table, false);
        const auto add = [&](const QString &what, const QString &sql) {
            all.push_back({.name = name + QLatin1Char(' ') + what, .statements = {sql}});
        };
        add(QStringLiteral("deleted"), QStringLiteral("DELETE FROM %1 %2").arg(name, where));
        const bool isWorkingList =
            name == QLatin1String("notice") || name == QLatin1String("outbox");
        all.back().isException = isWorkingList || name == QLatin1String("log_checkpoint");
        QStringList columns;
        QStringList values;
        for (const auto &[column, type] : columnsOf(probe, table.name)) {
            const bool isUnique =
                column == QLatin1String("id") || column == QLatin1String("seq")
                || column == QLatin1String("user_name") || column == QLatin1String("role")
                || column == QLatin1String("place") || column == QLatin1String("size")
                || column == QLatin1String("state") || column == QLatin1String("message_id")
                || (column == QLatin1String("tenant")
                    && (name == QLatin1String("log") || name == QLatin1String("notification")));
            if (column == QLatin1String("key"))
                continue;
            columns.append(column);
            values.append(isUnique ? otherValue(column, type) : column);
        }
        add(QStringLiteral("duplicated"),
            QStringLiteral("INSERT INTO %1 (%2) SELECT %3 FROM %1 %4")
                .arg(name, columns.join(QLatin1Char(',')), values.join(QLatin1Char(',')), where));
        all.back().isException = isWorkingList;
        const qsizetype tenant = columns.indexOf(QStringLiteral("tenant"));
        if (tenant < 0)
            continue;
        values[tenant] = QStringLiteral("tenant + 1");
        if (const qsizetype kept = columns.indexOf(QStringLiteral("requests")); kept >= 0)
            values[kept] = QStringLiteral("requests + 1");
        add(QStringLiteral("of another tenant"),
            QStringLiteral("INSERT INTO %1 (%2) SELECT %3 FROM %1 %4")
                .arg(name, columns.join(QLatin1Char(',')), values.join(QLatin1Char(',')), where));
        all.back().isException = isWorkingList;
    }
    const auto swapped = [&](const char *name, const QString &sql) {
        all.push_back({.name = QLatin1String(name), .statements = {sql}});
    };
    swapped("event bodies swapped",
            QStringLiteral("UPDATE event SET body = (SELECT body FROM event AS other WHERE "
                           "other.seq = 41 - event.seq) WHERE seq IN (20, 21)"));
    swapped(
        "event rows swapped",
        QStringLiteral("UPDATE event SET (body, leaf_hash, kind, at, request) = (SELECT body, "
                       "leaf_hash, kind, at, request FROM event AS other WHERE other.seq = 61 - "
                       "event.seq) WHERE seq IN (30, 31)"));
    swapped("request reasons swapped",
            QStringLiteral("UPDATE request SET reason = (SELECT reason FROM request AS other WHERE "
                           "other.key = 21 - request.key) WHERE key IN (10, 11)"));
    swapped("request keys swapped",
            QStringLiteral("UPDATE request SET key = -key WHERE key IN (10, 11)"));
    all.back().statements +=
        {QStringLiteral("UPDATE request SET key = 21 + key WHERE key < 0"),
         QStringLiteral("UPDATE event SET request = 21 - request WHERE request IN (10, 11)")};
    swapped("account names swapped",
            QStringLiteral("UPDATE account SET display_name = (SELECT display_name FROM account AS "
                           "other WHERE other.key = 7 - account.key) WHERE key IN (3, 4)"));
    swapped("roles swapped", QStringLiteral("UPDATE account_role SET account = 1 WHERE rowid IN "
                                            "(SELECT 1)"));
    all.back().statements = {
        QStringLiteral("UPDATE account_role SET account = (SELECT max(key) FROM account WHERE key "
                       "NOT IN (SELECT account FROM account_role)) WHERE account = (SELECT "
                       "min(account) FROM account_role)")};
    return all;
}

void tamper(const QString &path, const QStringList &statements)
{
    SqlProbe probe(path);
    const QStringList triggers = probe.rows(
        QStringLiteral("SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"));
    const QStringList names = probe.rows(
        QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"));
    probe.rows(QStringLiteral("PRAGMA foreign_keys = OFF"));
    probe.rows(QStringLiteral("PRAGMA ignore_check_constraints = ON"));
    for (const QString &name : names)
        probe.rows(QStringLiteral("DROP TRIGGER %1").arg(name));
    for (const QString &statement : statements)
        probe.rows(statement);
    for (const QString &trigger : triggers)
        probe.rows(trigger);
}

void rehash(const QString &path, const QString &afterwards)
{
    const auto database = need(Database::open(path, std::chrono::seconds(1)));
    const qint64 tenant = need(TenantStore(*database).first()).key;
    LogAudit rows(*database, tenant);
    audit::CompactTree tree;
    QStringList statements = {QStringLiteral("DELETE FROM log_node")};
    {
        Transaction transaction(*database, Transaction::Kind::Read);
        need(rows.begin());
        LeafRow leaf;
        while (need(rows.next(leaf))) {
            const audit::Hash hash = audit::leafHash(leaf.body);
            if (audit::toBytes(hash) != leaf.leafHash)
                statements.append(
                    QStringLiteral("UPDATE event SET leaf_hash = x'%1' WHERE seq = %2")
                        .arg(QString::fromLatin1(audit::toHex(hash)))
                        .arg(leaf.seq));
            for (const audit::Node &node : tree.append(hash)) {
                if (node.level > 0 && audit::TiledHashes::isStored(node.level))
                    statements.append(
                        QStringLiteral("INSERT INTO log_node VALUES (%1, %2, %3, x'%4')")
                            .arg(tenant)
                            .arg(node.level)
                            .arg(node.index)
                            .arg(QString::fromLatin1(audit::toHex(node.hash))));
            }
        }
    }
    statements.append(QStringLiteral("UPDATE log SET size = %1, root = x'%2', frontier = x'%3'")
                          .arg(tree.size())
                          .arg(QString::fromLatin1(audit::toHex(tree.root())),
                               QString::fromLatin1(tree.frontier().toHex())));
    if (!afterwards.isEmpty())
        statements.append(afterwards);
    tamper(path, statements);
}

} // namespace lockbox::test
