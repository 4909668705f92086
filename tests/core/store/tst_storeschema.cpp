#include "core/store/schema.h"
#include "core/store/storefile.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/storefixture.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// What the schema consists of: the same from schema.sql and from the migrations, and as
/// docs/schema.md describes it.
class TestStoreSchema : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void freshEqualsMigrated_data();
    void freshEqualsMigrated();
    void versionsAgree();
    void everyTableHangsOnTheTenant();
    void everyTableIsStrict();
    void eventsAreNeverChanged_data();
    void eventsAreNeverChanged();
    void rowsThatContradictThemselvesAreRefused_data();
    void rowsThatContradictThemselvesAreRefused();

private:
    QStringList tables() const;

    QTemporaryDir m_folder;
    QString m_fresh;
    QString m_migrated;
};

/// White space says nothing, and comments are not kept the same by everybody.
static QStringList normalised(QStringList lines)
{
    static const QRegularExpression space(QStringLiteral("\\s+"));
    for (QString &line : lines)
        line.replace(space, QStringLiteral(" "));
    return lines;
}

void TestStoreSchema::initTestCase()
{
    m_fresh = m_folder.filePath(QStringLiteral("fresh"));
    m_migrated = m_folder.filePath(QStringLiteral("migrated"));
    need(createSchema(*need(Database::open(m_fresh, 0ms, true))));
    need(migrateSchema(*need(Database::open(m_migrated, 0ms, true))));
    QVERIFY(tables().contains(QStringLiteral("request")));
}

/// Tables of ours: not SQLite's own, and not those in which the search index keeps itself.
QStringList TestStoreSchema::tables() const
{
    return SqlProbe(m_fresh).rows(QStringLiteral(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') "
        "AND name NOT LIKE 'sqlite_%' ORDER BY name"));
}

void TestStoreSchema::freshEqualsMigrated_data()
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const char *name, const char *sql) {
        QTest::newRow(name) << QString::fromLatin1(sql);
    };
    row("things", "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name");
    row("columns", "SELECT t.name, t.type, t.wr, t.strict, c.* FROM pragma_table_list AS t, "
                   "pragma_table_xinfo(t.name) AS c WHERE t.name <> 'sqlite_schema' "
                   "ORDER BY t.name, c.cid");
    row("indexes", "SELECT t.name, i.*, c.* FROM pragma_table_list AS t, pragma_index_list(t.name) "
                   "AS i, pragma_index_xinfo(i.name) AS c ORDER BY t.name, i.name, c.seqno");
    row("foreign keys", "SELECT t.name, f.* FROM pragma_table_list AS t, "
                        "pragma_foreign_key_list(t.name) AS f ORDER BY t.name, f.id, f.seq");
    row("application id", "PRAGMA application_id");
    row("version", "PRAGMA user_version");
    row("encoding", "PRAGMA encoding");
    row("journal", "PRAGMA journal_mode");
}

void TestStoreSchema::freshEqualsMigrated()
{
    QFETCH(QString, sql);
    const QStringList fresh = normalised(SqlProbe(m_fresh).rows(sql));
    QVERIFY(!fresh.isEmpty());
    QCOMPARE(normalised(SqlProbe(m_migrated).rows(sql)), fresh);
}

void TestStoreSchema::versionsAgree()
{
    QVERIFY(schemaVersion() >= 2);
    for (const QString &path : {m_fresh, m_migrated}) {
        SqlProbe probe(path);
        QCOMPARE(probe.row(QStringLiteral("PRAGMA user_version")),
                 QString::number(schemaVersion()));
        QCOMPARE(probe.row(QStringLiteral("PRAGMA application_id")),
                 QString::number(storeApplicationId));
        QVERIFY(inspectStoreFile(path));
    }
    QCOMPARE(storeApplicationId, 0x4c4b4258); // "LKBX": files out there have it
}

void TestStoreSchema::everyTableHangsOnTheTenant()
{
    SqlProbe probe(m_fresh);
    const QStringList carrying = probe.rows(
        QStringLiteral("SELECT m.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c "
                       "WHERE m.type = 'table' AND c.name = 'tenant' AND c.\"notnull\" = 1"));
    QSet<QString> known(carrying.begin(), carrying.end());
    known.insert(QStringLiteral("tenant"));
    known.insert(QStringLiteral("request_search")); // its rowid is a request's key
    for (const QString &table : tables()) {
        const QStringList parents = probe.rows(
            QStringLiteral("SELECT \"table\" FROM pragma_foreign_key_list('%1')").arg(table));
        const bool hangs =
            known.contains(table)
            || (!parents.isEmpty() && std::ranges::all_of(parents, [&](const QString &parent) {
                   return known.contains(parent);
               }));
        QVERIFY2(hangs, qPrintable(table));
    }
}

void TestStoreSchema::everyTableIsStrict()
{
    const QStringList loose = SqlProbe(m_fresh).rows(QStringLiteral(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND strict = 0 AND name NOT LIKE 'sqlite_%'"));
    QCOMPARE(loose, QStringList());
}

void TestStoreSchema::eventsAreNeverChanged_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("words");
    const QString changed = QStringLiteral("events are never changed");
    const QString deleted = QStringLiteral("events are never deleted");
    QTest::newRow("body") << QStringLiteral("UPDATE event SET body = '{}'") << changed;
    QTest::newRow("number") << QStringLiteral("UPDATE event SET seq = seq + 100") << changed;
    QTest::newRow("nothing new") << QStringLiteral("UPDATE event SET at = at") << changed;
    QTest::newRow("one") << QStringLiteral("DELETE FROM event WHERE seq = 1") << deleted;
    QTest::newRow("all") << QStringLiteral("DELETE FROM event") << deleted;
}

void TestStoreSchema::eventsAreNeverChanged()
{
    QFETCH(QString, sql);
    QFETCH(QString, words);
    StoreFixture store;
    EventStore events(store.database());
    for (int i = 0; i < 3; ++i)
        need(events.append(store.tenant(), {.at = Timestamp(1s)}, 0));
    const auto before = need(events.list(store.tenant(), 0, 10));
    SqlProbe probe(store.path());
    QCOMPARE(probe.refusal(sql), words);
    QCOMPARE(need(events.list(store.tenant(), 0, 10)), before);
}

void TestStoreSchema::rowsThatContradictThemselvesAreRefused_data()
{
    QTest::addColumn<QString>("change");
    const auto row = [](const char *name, const char *change) {
        QTest::newRow(name) << QString::fromLatin1(change);
    };
    row("unknown state", "UPDATE request SET state = 'lost'");
    row("no duration", "UPDATE request SET duration = 0");
    row("text for a time", "UPDATE request SET submitted_at = 'yesterday'");
    row("decided by nobody", "UPDATE request SET decided_at = 1");
    row("authorized at no time", "UPDATE request SET authorized_by = 'x'");
    row("access without end", "UPDATE request SET access_start = 1");
    row("waits without a deadline", "UPDATE request SET state = 'pending'");
    row("a deadline for nothing", "UPDATE request SET deadline = 1");
    row("a real store's clock moved", "UPDATE tenant SET clock_offset = 1");
    row("a side that there is not", "UPDATE account SET side = 'both'");
}

void TestStoreSchema::rowsThatContradictThemselvesAreRefused()
{
    QFETCH(QString, change);
    StoreFixture store;
    need(RequestStore(store.database())
             .insert(store.tenant(), {.id = RequestId(RandomIdSource().next()), .duration = 1h}));
    need(AccountStore(store.database()).insert(store.tenant(), {}));
    SqlProbe probe(store.path());
    QVERIFY(!probe.refusal(change).isEmpty());
}

QTEST_GUILESS_MAIN(TestStoreSchema)
#include "tst_storeschema.moc"
