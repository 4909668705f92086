#include "core/store/logaudit.h"
#include "core/store/postgresaccess.h"
#include "core/store/postgresschema.h"
#include "core/store/schema.h"
#include "tests/core/store/postgresserver.h"
#include "tests/core/store/requestsamples.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Transactions on a server, what becomes of them when the line breaks, and what is refused at the door.
class TestPostgresConnection : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_store = std::make_unique<StoreFixture>(Engine::Postgres); }
    void everyConnectionHasTheSettings_data();
    void everyConnectionHasTheSettings();
    void writersOfATenantTakeTurns();
    void tenantsNeverWaitForEachOther();
    void writersSeeWhatWasCommittedBeforeTheirTurn();
    void readersSeeOneMomentWhileOthersWrite();
    void readersWriteNothing();
    void refusedStatementUndoesAll();
    void lineThatBreaksInATransaction();
    void lineThatBreaksMeanwhile();
    void lineThatBreaksDuringTheCommit();
    void conflictsCanBeTriedAgain_data();
    void conflictsCanBeTriedAgain();
    void nulsAreRefused();
    void placesThatThereAreNot();
    void walksGoInPortions();
    void anyOfSeveralHosts();
    void otherStoresAreRefused_data();
    void otherStoresAreRefused();
    void passwordsAreNotTold();
    void schemaIsMadeOnce();

private:
    std::unique_ptr<Database> service(std::chrono::milliseconds busyTimeout = 1s) const
    {
        return m_store->asService(m_store->tenant(), busyTimeout);
    }
    Result<qint64> insert(Database &database, int n) const
    {
        return RequestStore(database).insert(m_store->tenant(),
                                             sampleRequest(n, RequestState::Submitted));
    }
    int requests() const
    {
        return SqlProbe(m_store->path())
            .row(QStringLiteral("SELECT count(*) FROM request"))
            .toInt();
    }
    /// Ends the server's side of a connection, as a restart of the server would.
    void cut(Database &database) const
    {
        const QString pid = need(database.value(QStringLiteral("SELECT pg_backend_pid()")));
        SqlProbe probe(m_store->path());
        probe.rows(QStringLiteral("SELECT pg_terminate_backend(%1, 10000)").arg(pid));
    }

    std::unique_ptr<StoreFixture> m_store;
};

void TestPostgresConnection::everyConnectionHasTheSettings_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *setting, const char *value) {
        QTest::newRow(setting) << QString::fromLatin1(setting) << QString::fromLatin1(value);
    };
    row("search_path", "public, pg_temp");
    row("client_encoding", "UTF8");
    row("bytea_output", "hex");
    row("standard_conforming_strings", "on");
    row("lock_timeout", "1234ms");
    row("idle_in_transaction_session_timeout", "1min");
    row("tcp_keepalives_idle", "20");
    row("tcp_user_timeout", "40000");
}

/// Whatever the database's, the account's or the connection string's are, and after the line broke as well.
void TestPostgresConnection::everyConnectionHasTheSettings()
{
    QFETCH(QString, setting);
    QFETCH(QString, value);
    PostgresServer::instance().run(m_store->path().section(QLatin1Char('/'), -1),
                                   QStringLiteral("ALTER ROLE service SET search_path = nowhere;"
                                                  "ALTER ROLE service SET bytea_output = escape"));
    const auto database = service(1234ms);
    const QString ask = QStringLiteral("SHOW ") + setting;
    QCOMPARE(need(database->value(ask)), value);
    cut(*database);
    need(TenantStore(*database).first());
    QCOMPARE(need(database->value(ask)), value);
}

void TestPostgresConnection::writersOfATenantTakeTurns()
{
    const auto one = service();
    const auto other = service(0ms);
    Transaction mine(*one, Transaction::Kind::Write);
    QVERIFY(mine.begun());
    for (const auto kind : {Transaction::Kind::Write, Transaction::Kind::WriteIfFree}) {
        Transaction theirs(*other, kind);
        QCOMPARE(refusal(theirs.begun()), QStringLiteral("storeLocked"));
    }
    QVERIFY(Transaction(*other, Transaction::Kind::Read).begun());
    QVERIFY(mine.commit());
    for (const auto kind : {Transaction::Kind::Write, Transaction::Kind::WriteIfFree})
        QVERIFY(Transaction(*other, kind).begun());
}

void TestPostgresConnection::tenantsNeverWaitForEachOther()
{
    const auto one = service();
    const auto other = m_store->asService(m_store->addTenant(QStringLiteral("Tailwind")), 0ms);
    Transaction mine(*one, Transaction::Kind::Write);
    need(insert(*one, 1));
    Transaction theirs(*other, Transaction::Kind::Write);
    QVERIFY(theirs.begun());
    QVERIFY(theirs.commit());
    QVERIFY(mine.commit());
}

void TestPostgresConnection::writersSeeWhatWasCommittedBeforeTheirTurn()
{
    const auto one = service();
    const auto other = service();
    need(insert(*one, 1));
    Transaction transaction(*other, Transaction::Kind::Write);
    QCOMPARE(need(other->value(QStringLiteral("SELECT count(*) FROM request"))),
             QStringLiteral("1"));
}

void TestPostgresConnection::readersSeeOneMomentWhileOthersWrite()
{
    const auto one = service();
    const auto other = service();
    const auto seen = [&] {
        return need(other->value(QStringLiteral("SELECT count(*) FROM request"))).toInt();
    };
    Transaction reading(*other, Transaction::Kind::Read);
    QCOMPARE(seen(), 0);
    need(insert(*one, 1));
    QCOMPARE(seen(), 0);
    QVERIFY(reading.commit());
    QCOMPARE(seen(), 1);
}

void TestPostgresConnection::readersWriteNothing()
{
    const auto database = service();
    Transaction reading(*database, Transaction::Kind::Read);
    QCOMPARE(refusal(insert(*database, 1)), QStringLiteral("storeUnwritable"));
}

void TestPostgresConnection::refusedStatementUndoesAll()
{
    const auto database = service();
    need(insert(*database, 1));
    {
        Transaction transaction(*database, Transaction::Kind::Write);
        need(insert(*database, 2));
        QCOMPARE(refusal(insert(*database, 1)), QStringLiteral("alreadyExists"));
        QCOMPARE(refusal(insert(*database, 3)), QStringLiteral("internal"));
        QCOMPARE(refusal(transaction.commit()), QStringLiteral("internal"));
    }
    QCOMPARE(requests(), 1);
    need(insert(*database, 2));
}

void TestPostgresConnection::lineThatBreaksInATransaction()
{
    const auto database = service();
    {
        Transaction transaction(*database, Transaction::Kind::Write);
        need(insert(*database, 1));
        cut(*database);
        const auto inserted = insert(*database, 2);
        QCOMPARE(refusal(inserted), QStringLiteral("storeUnreachable"));
        QVERIFY(mayTryAgain(inserted.error().code));
        QCOMPARE(refusal(insert(*database, 3)), QStringLiteral("storeUnreachable"));
        QCOMPARE(refusal(transaction.commit()), QStringLiteral("storeUnreachable"));
    }
    QCOMPARE(requests(), 0);
    Transaction transaction(*database, Transaction::Kind::Write);
    QVERIFY(transaction.begun());
    need(insert(*database, 4));
    need(transaction.commit());
    QCOMPARE(requests(), 1);
    // Still the tenant's, and nobody else's.
    m_store->addTenant(QStringLiteral("Tailwind"));
    QCOMPARE(need(database->value(QStringLiteral("SELECT count(*) FROM tenant"))),
             QStringLiteral("1"));
}

void TestPostgresConnection::lineThatBreaksMeanwhile()
{
    const auto database = service();
    need(insert(*database, 1));
    cut(*database);
    QVERIFY(TenantStore(*database).first());
    cut(*database);
    Transaction transaction(*database, Transaction::Kind::Write);
    need(transaction.begun());
    need(insert(*database, 2));
    need(transaction.commit());
    QCOMPARE(requests(), 2);
}

/// Nobody may be told that it was done, or that it wasn't.
void TestPostgresConnection::lineThatBreaksDuringTheCommit()
{
    PostgresServer &server = PostgresServer::instance();
    const QString name = m_store->path().section(QLatin1Char('/'), -1);
    server.run(name,
               QStringLiteral("CREATE FUNCTION end_it() RETURNS trigger LANGUAGE plpgsql "
                              "SECURITY DEFINER AS $$ BEGIN PERFORM "
                              "pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;"
                              "CREATE CONSTRAINT TRIGGER end_it AFTER INSERT ON request DEFERRABLE "
                              "INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION end_it()"));
    const auto database = service();
    {
        Transaction transaction(*database, Transaction::Kind::Write);
        need(insert(*database, 1));
        const auto committed = transaction.commit();
        QCOMPARE(refusal(committed), QStringLiteral("outcomeUnknown"));
        QVERIFY(!mayTryAgain(committed.error().code));
    }
    Transaction transaction(*database, Transaction::Kind::Write);
    QVERIFY(transaction.begun());
}

void TestPostgresConnection::conflictsCanBeTriedAgain_data()
{
    QTest::addColumn<QString>("state");
    QTest::newRow("serialization failure") << QStringLiteral("40001");
    QTest::newRow("deadlock") << QStringLiteral("40P01");
}

void TestPostgresConnection::conflictsCanBeTriedAgain()
{
    QFETCH(QString, state);
    const auto database = service();
    const auto done =
        database->run(QStringLiteral("DO $$ BEGIN RAISE SQLSTATE '%1'; END $$").arg(state));
    QCOMPARE(refusal(done), QStringLiteral("storeConflict"));
    QVERIFY(mayTryAgain(done.error().code));
}

void TestPostgresConnection::nulsAreRefused()
{
    const auto database = service();
    AccessRequest request = sampleRequest(1, RequestState::Submitted);
    request.reason = QStringLiteral("a") + QChar(0) + QStringLiteral("b");
    const auto inserted = RequestStore(*database).insert(m_store->tenant(), request);
    QCOMPARE(refusal(inserted), QStringLiteral("invalidArgument"));
    QVERIFY(inserted.error().message.startsWith(QStringLiteral("reason has a NUL")));
    need(insert(*database, 1));
}

void TestPostgresConnection::placesThatThereAreNot()
{
    const auto database = service();
    Statement statement = database->statement(QStringLiteral("select_highest_request_key"));
    QCOMPARE(refusal(statement.bind(":no_such_place", 1).exec()), QStringLiteral("internal"));
    QCOMPARE(refusal(database->statement(QStringLiteral("no_such_statement")).exec()),
             QStringLiteral("internal"));
}

/// While one walks, other questions are asked on the same connection.
void TestPostgresConnection::walksGoInPortions()
{
    constexpr int many = 2'345;
    const auto database = service();
    EventStore events(*database);
    {
        Transaction transaction(*database, Transaction::Kind::Write);
        for (int i = 0; i < many; ++i)
            need(events.append(m_store->tenant(), {.at = sampleTime()}, 0));
        need(transaction.commit());
    }
    for (int round = 0; round < 2; ++round) {
        Transaction transaction(*database, Transaction::Kind::Read);
        LogAudit audit(*database, m_store->tenant());
        need(audit.begin());
        LeafRow row;
        qint64 expected = 0;
        while (need(audit.next(row))) {
            QCOMPARE(row.seq, ++expected);
            QCOMPARE(row.leafHash, audit::toBytes(audit::leafHash(row.body)));
            if (expected % 500 == 0)
                QCOMPARE(need(events.last(m_store->tenant())), qint64(many));
        }
        QCOMPARE(expected, qint64(many));
        if (round == 0)
            need(transaction.commit());
    }
}

void TestPostgresConnection::anyOfSeveralHosts()
{
    const QString address = QStringLiteral("127.0.0.1:");
    QString url = m_store->path("service");
    url.replace(address, QStringLiteral("127.0.0.1:1,") + address);
    const auto database =
        openPostgres({.url = url, .tenant = m_store->tenantId(m_store->tenant())});
    QCOMPARE(refusal(database), QStringLiteral("done"));
}

void TestPostgresConnection::otherStoresAreRefused_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("code");
    QTest::newRow("newer") << QStringLiteral("UPDATE schema_version SET version = version + 1")
                           << QStringLiteral("storeTooNew");
    QTest::newRow("older") << QStringLiteral("UPDATE schema_version SET version = -1")
                           << QStringLiteral("notSupported");
    QTest::newRow("none") << QStringLiteral("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
                          << QStringLiteral("storeMissing");
    QTest::newRow("no such tenant")
        << QStringLiteral("UPDATE tenant SET id = 'another'") << QStringLiteral("storeMissing");
}

void TestPostgresConnection::otherStoresAreRefused()
{
    QFETCH(QString, change);
    QFETCH(QString, code);
    const PostgresOptions options{.url = m_store->path(),
                                  .tenant = m_store->tenantId(m_store->tenant())};
    QVERIFY(openPostgres(options));
    const QString before = need(openPostgres(options))->path();
    SqlProbe(m_store->path()).rows(change);
    const auto opened = openPostgres(options);
    QCOMPARE(refusal(opened), code);
    QVERIFY(opened.error().message.contains(before));
}

void TestPostgresConnection::passwordsAreNotTold()
{
    for (const char *url :
         {"postgresql://ada:secret@127.0.0.1:1/x", "host=127.0.0.1 port=1 password=secret",
          "postgresql://ada:secret@127.0.0.1:1/x?nonsense=secret", "password=secret nonsense"}) {
        const auto opened =
            openPostgres({.url = QString::fromLatin1(url), .tenant = QStringLiteral("contoso")});
        QVERIFY(!opened);
        QVERIFY2(!opened.error().message.contains(QStringLiteral("secret")),
                 qPrintable(opened.error().message));
    }
    QCOMPARE(need(postgresPlace(QStringLiteral("postgresql://ada:secret@h1:1,h2:2/store"))),
             QStringLiteral("postgresql://h1:1,h2:2/store"));
}

void TestPostgresConnection::schemaIsMadeOnce()
{
    QCOMPARE(refusal(createSchema(m_store->database())), QStringLiteral("alreadyExists"));
    QCOMPARE(need(storedPostgresVersion(m_store->database())), postgresSchemaVersion);
}

QTEST_GUILESS_MAIN(TestPostgresConnection)
#include "tst_postgresconnection.moc"
