#include "core/store/postgresschema.h"
#include "tests/core/store/postgresserver.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/storefixture.h"

#include <QDir>
#include <QTest>

#include <thread>

using namespace lockbox;
using namespace lockbox::test;

/// Older stores on a server are brought up to date by their owner, with all that is in them, or stay as they were.
class TestPostgresMigrations : public QObject
{
    Q_OBJECT

private slots:
    void everyStepIsThere();
    void olderBecomesWhatAFreshOneIs();
    void severalAtOnceDoItOnce();
    void failedStepLeavesTheStoreAsItWas();
    void ownerOnly();
    void newerAndNoneAreRefused();

private:
    /// A database with the store of the first schema, and a tenant in it.
    QString makeOld() const;
    std::unique_ptr<PostgresDatabase> open(const QString &database, const char *user) const
    {
        return need(PostgresDatabase::open(
            {.url = m_server.url(database, QString::fromLatin1(user)), .tenant = {}}));
    }
    /// All that makes a schema, as text.
    QStringList shapeOf(const QString &database) const;

    PostgresServer &m_server = PostgresServer::instance();
};

QString TestPostgresMigrations::makeOld() const
{
    const QString database = m_server.newEmptyDatabase();
    QFile script(
        QStringLiteral(LOCKBOX_SOURCE_DIR "/tests/core/store/migrations/postgres/0001.sql"));
    if (!script.open(QIODevice::ReadOnly))
        qFatal("there is no older store");
    need(open(database, "owner")->run(QString::fromUtf8(script.readAll())));
    m_server.run(database, QStringLiteral("INSERT INTO tenant (id, name, domain, provider, "
                                          "require_approval, decide_within, max_access, "
                                          "comment_on_deny) VALUES ('t', 'Old', 'old.example', "
                                          "'P', 1, 1, 1, 0)"));
    return database;
}

QStringList TestPostgresMigrations::shapeOf(const QString &database) const
{
    SqlProbe probe(m_server.url(database));
    QStringList all;
    for (const char *sql :
         {"SELECT concat_ws(' ', attrelid::regclass, attname, format_type(atttypid, atttypmod), "
          "attnotnull, attgenerated, attcollation::regcollation, pg_get_expr(adbin, adrelid)) "
          "FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid LEFT JOIN pg_attrdef ON "
          "adrelid = attrelid AND adnum = attnum WHERE relkind = 'r' AND relnamespace = "
          "'public'::regnamespace AND attnum > 0 AND NOT attisdropped",
          "SELECT concat_ws(' ', relname, relacl, relrowsecurity, relforcerowsecurity) FROM "
          "pg_class WHERE relnamespace = 'public'::regnamespace",
          "SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON oid = indexrelid "
          "WHERE relnamespace = 'public'::regnamespace",
          "SELECT concat_ws(' ', conrelid::regclass, pg_get_constraintdef(oid)) FROM "
          "pg_constraint WHERE connamespace = 'public'::regnamespace",
          "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
          "SELECT concat_ws(' ', pg_get_functiondef(oid), proacl) FROM pg_proc WHERE "
          "pronamespace = 'public'::regnamespace",
          "SELECT concat_ws(' ', polrelid::regclass, polname, polcmd, polroles::regrole[], "
          "pg_get_expr(polqual, polrelid)) FROM pg_policy",
          "SELECT version::text FROM schema_version"})
        all += probe.rows(QString::fromLatin1(sql));
    all.sort();
    return all;
}

void TestPostgresMigrations::everyStepIsThere()
{
    (void)sqlText(QStringLiteral("schema")); // registers the resources
    const QStringList steps =
        QDir(QStringLiteral(":/lockbox/store/sql/migrations/postgres")).entryList(QDir::Files);
    QCOMPARE(int(steps.size()), postgresSchemaVersion - 1);
    QVERIFY(steps.last().startsWith(
        QStringLiteral("%1_").arg(postgresSchemaVersion, 4, 10, QLatin1Char('0'))));
}

void TestPostgresMigrations::olderBecomesWhatAFreshOneIs()
{
    const QString database = makeOld();
    const auto owner = open(database, "owner");
    QCOMPARE(need(storedPostgresVersion(*owner)), 1);
    QCOMPARE(refusal(checkPostgresVersion(*owner)), QStringLiteral("notSupported"));
    need(migratePostgresSchema(*owner));
    need(checkPostgresVersion(*owner));
    const QStringList fresh = shapeOf(m_server.newDatabase());
    QVERIFY(fresh.size() > 200);
    QCOMPARE(shapeOf(database), fresh);
    QCOMPARE(SqlProbe(m_server.url(database)).rows(QStringLiteral("SELECT name FROM tenant")),
             QStringList{QStringLiteral("Old")});
    need(migratePostgresSchema(*owner)); // there is nothing left to do
}

void TestPostgresMigrations::severalAtOnceDoItOnce()
{
    const QString database = makeOld();
    std::vector<std::unique_ptr<PostgresDatabase>> owners;
    for (int i = 0; i < 4; ++i)
        owners.push_back(open(database, "owner"));
    std::atomic<int> done = 0;
    {
        std::vector<std::jthread> threads;
        for (const auto &owner : owners)
            threads.emplace_back([&] { done += migratePostgresSchema(*owner).has_value(); });
    }
    QCOMPARE(done.load(), 4);
    need(checkPostgresVersion(*owners.front()));
}

void TestPostgresMigrations::failedStepLeavesTheStoreAsItWas()
{
    const QString database = makeOld();
    const auto owner = open(database, "owner");
    // The last that the step makes is in its way.
    need(owner->run(QStringLiteral(
        "CREATE FUNCTION lockbox_due(BIGINT) RETURNS BIGINT LANGUAGE sql RETURN 1")));
    const QStringList before = shapeOf(database);
    QVERIFY(!migratePostgresSchema(*owner));
    QCOMPARE(shapeOf(database), before);
}

void TestPostgresMigrations::ownerOnly()
{
    const QString database = makeOld();
    QCOMPARE(refusal(migratePostgresSchema(*open(database, "service"))),
             QStringLiteral("storeUnwritable"));
    QCOMPARE(need(storedPostgresVersion(*open(database, "owner"))), 1);
}

void TestPostgresMigrations::newerAndNoneAreRefused()
{
    const QString database = makeOld();
    m_server.run(database, QStringLiteral("UPDATE schema_version SET version = 1000"));
    QCOMPARE(refusal(migratePostgresSchema(*open(database, "owner"))),
             QStringLiteral("storeTooNew"));
    QCOMPARE(refusal(migratePostgresSchema(*open(m_server.newEmptyDatabase(), "owner"))),
             QStringLiteral("storeMissing"));
}

QTEST_GUILESS_MAIN(TestPostgresMigrations)
#include "tst_postgresmigrations.moc"
