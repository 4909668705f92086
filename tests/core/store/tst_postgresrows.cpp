#include "core/store/postgresschema.h"
#include "core/store/postgrestext.h"
#include "core/store/schema.h"
#include "tests/core/store/requestsamples.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/statementnames.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// What guards the rows of a store on a server, whatever a statement forgets and whoever sends it.
class TestPostgresRows : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void hasWhatAFileHas_data();
    void hasWhatAFileHas();
    void everyStatementFits_data();
    void everyStatementFits();
    void othersRowsAreHidden_data();
    void othersRowsAreHidden();
    void nobodysRowsAreNobodys();
    void nothingIsWrittenForOthers_data();
    void nothingIsWrittenForOthers();
    void eventsAreNeverChanged_data();
    void eventsAreNeverChanged();
    void theServiceOwnsNothing_data();
    void theServiceOwnsNothing();
    void missingGuardsAreFound_data();
    void missingGuardsAreFound();

private:
    void fill(qint64 tenant, int requests);

    StoreFixture m_store{Engine::Postgres};
    qint64 m_other = 0;
};

/// A row or more in every table.
void TestPostgresRows::fill(qint64 tenant, int requests)
{
    Database &database = m_store.database();
    Transaction transaction(database, Transaction::Kind::Write);
    const QString name = QStringLiteral("ada@%1.com").arg(tenant);
    need(AccountStore(database).insert(
        tenant, {.userPrincipalName = name, .displayName = name, .roles = {Role::Engineer}}));
    for (AccessRequest request : sampleRequests(quint32(tenant), requests)) {
        request.id = RequestId(RandomIdSource().next());
        const qint64 key = need(RequestStore(database).insert(tenant, request));
        need(EventStore(database).append(tenant, {.at = sampleTime()}, key));
    }
    LogStore log(database);
    need(log.insertCheckpoint(tenant, {.size = 1, .note = "note"}));
    need(transaction.commit());
    SqlProbe probe(m_store.path());
    probe.rows(QStringLiteral("INSERT INTO log_node VALUES (%1, 8, 0, '%2')")
                   .arg(tenant)
                   .arg(QString(32, QLatin1Char('x'))));
    const QString hash = QString(31, QLatin1Char('x')) + QString::number(tenant);
    for (const char *sql :
         {"INSERT INTO notice (tenant, kind, body) VALUES (%1, 'test', '{}')",
          "INSERT INTO outbox (tenant, notice, message_id, recipient, recipient_name, address, "
          "state, created_at, changed_at, give_up_at) SELECT tenant, key, key::text, 'x', 'x', "
          "'x', 'sent', 0, 0, 0 FROM notice WHERE tenant = %1",
          "INSERT INTO credential SELECT key, 'x', 0 FROM account WHERE tenant = %1",
          "INSERT INTO invitation SELECT '%2', key, 0 FROM account WHERE tenant = %1",
          "INSERT INTO client (tenant, id, name, account, subject, created_at) SELECT tenant, "
          "key::text, "
          "key::text, key, 'CN=x', 0 FROM account WHERE tenant = %1",
          "INSERT INTO sign_in SELECT '%2', key, 'x', 'x', 0, 0, 0 FROM account WHERE tenant = %1",
          "INSERT INTO sign_in_attempt VALUES (%1, 'x', 1, 0, 0)",
          "INSERT INTO answer SELECT key, 'k', '%2', '{}', 0 FROM account WHERE tenant = %1"})
        probe.rows(QString::fromLatin1(sql)
                       .replace(QStringLiteral("%1"), QString::number(tenant))
                       .replace(QStringLiteral("%2"), hash));
}

void TestPostgresRows::initTestCase()
{
    m_other = m_store.addTenant(QStringLiteral("Tailwind"));
    fill(m_store.tenant(), 3);
    fill(m_other, 5);
}

void TestPostgresRows::hasWhatAFileHas_data()
{
    QTest::addColumn<QString>("inFile");
    QTest::addColumn<QString>("onServer");
    QTest::addColumn<QStringList>("onlyHere");
    QTest::newRow("columns, and whether they may be empty")
        << QStringLiteral(
               "SELECT t.name || '.' || c.name || CASE WHEN c.\"notnull\" OR c.pk THEN '' ELSE "
               "' or nothing' END FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c "
               "WHERE t.type = 'table' AND t.name NOT LIKE 'request_search%'")
        << QStringLiteral(
               "SELECT attrelid::regclass || '.' || attname || CASE WHEN attnotnull THEN '' ELSE "
               "' or nothing' END FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
               "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 "
               "AND relname <> 'request_search' AND relname <> 'schema_version'")
        << QStringList{QStringLiteral("account.user_name_key"),
                       QStringLiteral("outbox.recipient_key"),
                       QStringLiteral("request.reference_key")};
    QTest::newRow("indexes")
        << QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
        << QStringLiteral("SELECT relname FROM pg_index JOIN pg_class ON oid = indexrelid WHERE "
                          "NOT indisunique AND relnamespace = 'public'::regnamespace")
        << QStringList{QStringLiteral("account_by_name"), QStringLiteral("outbox_by_tenant"),
                       QStringLiteral("request_search_by_tenant"),
                       QStringLiteral("request_search_by_word")};
}

/// Whoever changes one of the schemas and forgets the other learns of it here.
void TestPostgresRows::hasWhatAFileHas()
{
    QFETCH(QString, inFile);
    QFETCH(QString, onServer);
    QFETCH(QStringList, onlyHere);
    const StoreFixture file(Engine::Sqlite);
    QStringList expected = SqlProbe(file.path()).rows(inFile) + onlyHere;
    QStringList found = SqlProbe(m_store.path()).rows(onServer);
    expected.sort();
    found.sort();
    QCOMPARE(found, expected);
}

void TestPostgresRows::everyStatementFits_data()
{
    QTest::addColumn<QString>("name");
    const QStringList names = statementNames(Engine::Postgres);
    QVERIFY(names.size() > 60);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void TestPostgresRows::everyStatementFits()
{
    QFETCH(QString, name);
    const QString sql = need(sqlText(name, someParts(), Engine::Postgres));
    QVERIFY2(!sql.contains(QLatin1Char('{')), qPrintable(sql));
    const auto service = m_store.asService(m_store.tenant());
    const auto prepared = service->run(QStringLiteral("PREPARE it AS ")
                                       + QString::fromUtf8(PostgresText::from(sql).text));
    QCOMPARE(prepared ? QString() : prepared.error().message, QString());
}

static const char *const tables[] = {
    "account",  "account_role",   "request",      "request_count", "request_search", "event", "log",
    "log_node", "log_checkpoint", "notification", "notice",        "outbox",         "tenant"};

void TestPostgresRows::othersRowsAreHidden_data()
{
    QTest::addColumn<QString>("table");
    for (const char *table : tables)
        QTest::newRow(table) << QString::fromLatin1(table);
}

void TestPostgresRows::othersRowsAreHidden()
{
    QFETCH(QString, table);
    const QString count = QStringLiteral("SELECT count(*) FROM ") + table;
    const auto seenBy = [&](qint64 tenant) {
        return need(m_store.asService(tenant)->value(count)).toInt();
    };
    const int all = SqlProbe(m_store.path()).row(count).toInt();
    QVERIFY(seenBy(m_store.tenant()) > 0);
    QVERIFY(seenBy(m_other) > 0);
    QCOMPARE(seenBy(m_store.tenant()) + seenBy(m_other), all);
}

/// Neither the service nor the owner sees anything that belongs to a tenant which it does not name.
void TestPostgresRows::nobodysRowsAreNobodys()
{
    for (const char *user : {"service", "owner"}) {
        const auto database =
            need(PostgresDatabase::open({.url = m_store.path(user), .tenant = {}}));
        for (const char *table : tables)
            QCOMPARE(need(database->value(QStringLiteral("SELECT count(*) FROM ")
                                          + QLatin1String(table))),
                     QStringLiteral("0"));
    }
}

void TestPostgresRows::nothingIsWrittenForOthers_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("new row") << QStringLiteral(
        "INSERT INTO notice (tenant, kind, body) VALUES (%1, 'x', '{}')");
    QTest::newRow("event") << QStringLiteral(
        "INSERT INTO event (tenant, seq, at, kind, body) VALUES (%1, 99, 0, 'x', '{}')");
    QTest::newRow("moved there") << QStringLiteral("UPDATE outbox SET tenant = %1");
    QTest::newRow("role of theirs") << QStringLiteral(
        "INSERT INTO account_role (account, role) VALUES (%2, 'globalAdministrator')");
}

void TestPostgresRows::nothingIsWrittenForOthers()
{
    QFETCH(QString, sql);
    const QString account =
        SqlProbe(m_store.path())
            .row(QStringLiteral("SELECT key FROM account WHERE tenant = %1").arg(m_other));
    const QString filled = sql.contains(QStringLiteral("%2"))
                               ? QString(sql).replace(QStringLiteral("%2"), account)
                               : sql.arg(m_other);
    const auto service = m_store.asService(m_store.tenant());
    const auto done = service->run(filled);
    QCOMPARE(refusal(done), QStringLiteral("storeUnwritable"));
    QVERIFY2(done.error().message.contains(QStringLiteral("row-level security")),
             qPrintable(done.error().message));
}

void TestPostgresRows::eventsAreNeverChanged_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("body") << QStringLiteral("UPDATE event SET body = '{}'");
    QTest::newRow("nothing new") << QStringLiteral("UPDATE event SET at = at");
    QTest::newRow("one") << QStringLiteral("DELETE FROM event WHERE seq = 1");
    QTest::newRow("all") << QStringLiteral("TRUNCATE event");
}

void TestPostgresRows::eventsAreNeverChanged()
{
    QFETCH(QString, sql);
    const auto said = [&](const char *user) {
        const auto database = need(PostgresDatabase::open(
            {.url = m_store.path(user), .tenant = m_store.tenantId(m_store.tenant())}));
        const auto done = database->run(sql);
        return done ? QString() : done.error().message;
    };
    const auto contains = [](const QString &text, const char *part) {
        return text.contains(QLatin1String(part));
    };
    QVERIFY(contains(said("service"), "permission denied for table event"));
    QVERIFY(contains(said("owner"), "events are never"));
    QVERIFY(contains(said("postgres"), "events are never"));
}

void TestPostgresRows::theServiceOwnsNothing_data()
{
    QTest::addColumn<QString>("sql");
    for (const char *sql :
         {"DROP TABLE event", "ALTER TABLE event DISABLE TRIGGER ALL",
          "ALTER TABLE request DISABLE ROW LEVEL SECURITY", "CREATE TABLE mine (x BIGINT)",
          "CREATE FUNCTION mine() RETURNS BIGINT LANGUAGE sql RETURN 1",
          "SET session_replication_role = replica", "SET ROLE owner",
          "UPDATE log_checkpoint SET size = 0", "DELETE FROM log_node", "DELETE FROM request",
          "DELETE FROM log", "UPDATE schema_version SET version = 0",
          "INSERT INTO tenant SELECT * FROM tenant"})
        QTest::newRow(sql) << QString::fromLatin1(sql);
}

void TestPostgresRows::theServiceOwnsNothing()
{
    QFETCH(QString, sql);
    const auto done = m_store.asService(m_store.tenant())->run(sql);
    QCOMPARE(refusal(done), QStringLiteral("storeUnwritable"));
}

void TestPostgresRows::missingGuardsAreFound_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("missing");
    const auto row = [](const char *name, const char *change, const char *missing) {
        QTest::newRow(name) << QString::fromLatin1(change) << QString::fromLatin1(missing);
    };
    row("none", "SELECT 1", "");
    row("trigger switched off", "ALTER TABLE event DISABLE TRIGGER event_is_never_changed",
        "event_is_never_changed");
    row("trigger gone", "DROP TRIGGER event_is_never_deleted ON event", "event_is_never_deleted");
    row("row-level security off", "ALTER TABLE outbox DISABLE ROW LEVEL SECURITY", "outbox");
    row("not for the owner", "ALTER TABLE log NO FORCE ROW LEVEL SECURITY", "log");
    row("a trigger more",
        "CREATE TRIGGER mine BEFORE INSERT ON account FOR EACH ROW EXECUTE FUNCTION "
        "suppress_redundant_updates_trigger()",
        "mine");
}

void TestPostgresRows::missingGuardsAreFound()
{
    QFETCH(QString, change);
    QFETCH(QString, missing);
    StoreFixture store(Engine::Postgres);
    SqlProbe(store.path()).rows(change);
    const auto checked = checkSchema(*store.asService(store.tenant()));
    QCOMPARE(refusal(checked),
             missing.isEmpty() ? QStringLiteral("done") : QStringLiteral("storeDamaged"));
    QVERIFY(checked || checked.error().message.contains(missing));
}

QTEST_GUILESS_MAIN(TestPostgresRows)
#include "tst_postgresrows.moc"
