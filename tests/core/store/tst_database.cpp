#include "core/store/schema.h"
#include "core/store/sqliteerror.h"
#include "tests/core/store/requestsamples.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

#include <sqlite3.h>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Connections, transactions, and what SQLite's refusals mean for callers.
class TestDatabase : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_store = std::make_unique<StoreFixture>(); }
    void everyConnectionHasThePragmas_data();
    void everyConnectionHasThePragmas();
    void missingFileIsNotMade();
    void rollsBackUnlessCommitted();
    void nests();
    void innerRollbackDoomsTheOuter();
    void failedStatementLeavesNothing();
    void commitsOnlyOnce();
    void oneWriterAtATime();
    void readersSeeOneMomentWhileOthersWrite();
    void statementsThatThereAreNot();
    void tablesThatThereAreNot_data();
    void tablesThatThereAreNot();
    void refusalsHaveCodes_data();
    void refusalsHaveCodes();
    void dataVersionTellsOfOthersOnly();

private:
    int requests() const
    {
        return SqlProbe(m_store->path())
            .row(QStringLiteral("SELECT count(*) FROM request"))
            .toInt();
    }
    Result<qint64> insert(int n)
    {
        return RequestStore(m_store->database())
            .insert(m_store->tenant(), sampleRequest(n, RequestState::Submitted));
    }

    std::unique_ptr<StoreFixture> m_store;
};

void TestDatabase::everyConnectionHasThePragmas_data()
{
    QTest::addColumn<QString>("pragma");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *pragma, const char *value) {
        QTest::newRow(pragma) << QString::fromLatin1(pragma) << QString::fromLatin1(value);
    };
    row("journal_mode", "wal");
    row("synchronous", "2"); // FULL
    row("foreign_keys", "1");
    row("trusted_schema", "0");
    row("busy_timeout", "1234");
}

void TestDatabase::everyConnectionHasThePragmas()
{
    QFETCH(QString, pragma);
    QFETCH(QString, value);
    const QString ask = QStringLiteral("PRAGMA ") + pragma;
    const QString path = m_store->path(QStringLiteral("new"));
    {
        const auto making = need(Database::open(path, 1234ms, true));
        need(createSchema(*making));
        QCOMPARE(need(making->value(ask)), value);
    }
    QCOMPARE(need(need(Database::open(path, 1234ms))->value(ask)), value);
}

void TestDatabase::missingFileIsNotMade()
{
    const QString path = m_store->path(QStringLiteral("none"));
    const auto opened = Database::open(path, 0ms);
    QCOMPARE(refusal(opened), QStringLiteral("storeUnwritable"));
    QVERIFY(!QFile::exists(path));
}

void TestDatabase::rollsBackUnlessCommitted()
{
    {
        Transaction transaction(m_store->database(), Transaction::Kind::Write);
        QVERIFY(transaction.begun());
        QVERIFY(insert(1));
    }
    QCOMPARE(requests(), 0);
    {
        Transaction transaction(m_store->database(), Transaction::Kind::Write);
        QVERIFY(insert(1));
        QCOMPARE(requests(), 0);
        QVERIFY(transaction.commit());
    }
    QCOMPARE(requests(), 1);
}

void TestDatabase::nests()
{
    const auto both = [this](bool commitOuter) {
        Transaction outer(m_store->database(), Transaction::Kind::Write);
        QVERIFY(insert(1));
        {
            Transaction inner(m_store->database(), Transaction::Kind::Write);
            QVERIFY(inner.begun());
            QVERIFY(insert(2));
            QVERIFY(inner.commit());
        }
        QCOMPARE(requests(), 0);
        if (commitOuter)
            QVERIFY(outer.commit());
    };
    both(false);
    QCOMPARE(requests(), 0);
    both(true);
    QCOMPARE(requests(), 2);
}

void TestDatabase::innerRollbackDoomsTheOuter()
{
    {
        Transaction outer(m_store->database(), Transaction::Kind::Write);
        QVERIFY(insert(1));
        {
            Transaction inner(m_store->database(), Transaction::Kind::Write);
            QVERIFY(insert(2));
        }
        QCOMPARE(refusal(outer.commit()), QStringLiteral("internal"));
    }
    QCOMPARE(requests(), 0);
    // The next one has nothing to do with it.
    Transaction next(m_store->database(), Transaction::Kind::Write);
    QVERIFY(insert(3));
    QVERIFY(next.commit());
    QCOMPARE(requests(), 1);
}

void TestDatabase::failedStatementLeavesNothing()
{
    QVERIFY(insert(1));
    {
        Transaction transaction(m_store->database(), Transaction::Kind::Write);
        QVERIFY(insert(2));
        QCOMPARE(refusal(insert(1)), QStringLiteral("alreadyExists"));
    }
    QCOMPARE(requests(), 1);
    // Of a script that stumbles at its last statement, too.
    const auto fresh = need(Database::open(m_store->path(QStringLiteral("new")), 0ms, true));
    need(fresh->run(QStringLiteral("CREATE TABLE request_search (x)")));
    QCOMPARE(refusal(createSchema(*fresh)), QStringLiteral("storeDamaged"));
    QCOMPARE(need(fresh->value(QStringLiteral("SELECT group_concat(name) FROM sqlite_schema"))),
             QStringLiteral("request_search"));
    QCOMPARE(need(fresh->value(QStringLiteral("PRAGMA user_version"))), QStringLiteral("0"));
}

void TestDatabase::commitsOnlyOnce()
{
    Transaction transaction(m_store->database(), Transaction::Kind::Write);
    QVERIFY(transaction.commit());
    QCOMPARE(refusal(transaction.commit()), QStringLiteral("internal"));
}

void TestDatabase::oneWriterAtATime()
{
    const auto other = m_store->another();
    Transaction mine(m_store->database(), Transaction::Kind::Write);
    QVERIFY(mine.begun());
    {
        Transaction theirs(*other, Transaction::Kind::Write);
        QCOMPARE(refusal(theirs.begun()), QStringLiteral("storeLocked"));
    }
    QVERIFY(mine.commit());
    Transaction theirs(*other, Transaction::Kind::Write);
    QVERIFY(theirs.begun());
}

void TestDatabase::readersSeeOneMomentWhileOthersWrite()
{
    const auto other = m_store->another();
    const auto seen = [&] {
        return need(other->value(QStringLiteral("SELECT count(*) FROM request"))).toInt();
    };
    Transaction reading(*other, Transaction::Kind::Read);
    QCOMPARE(seen(), 0);
    QVERIFY(insert(1));
    QCOMPARE(seen(), 0);
    QVERIFY(reading.commit());
    QCOMPARE(seen(), 1);
}

void TestDatabase::statementsThatThereAreNot()
{
    Database &database = m_store->database();
    QCOMPARE(refusal(database.statement(QStringLiteral("no_such_statement")).exec()),
             QStringLiteral("internal"));
    QCOMPARE(refusal(database.statement(QStringLiteral("list_requests")).exec()),
             QStringLiteral("internal")); // without its parts
    Statement statement = database.statement(QStringLiteral("select_last_event_number"));
    QCOMPARE(refusal(statement.bind(":no_such_place", 1).exec()), QStringLiteral("internal"));
}

/// The statements are right, so it is the store that isn't.
void TestDatabase::tablesThatThereAreNot_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("no such table") << QStringLiteral("ALTER TABLE event RENAME TO happening");
    QTest::newRow("no such column") << QStringLiteral("ALTER TABLE event RENAME body TO text");
}

void TestDatabase::tablesThatThereAreNot()
{
    QFETCH(QString, change);
    SqlProbe(m_store->path()).rows(change);
    const auto database = m_store->another();
    const auto listed = EventStore(*database).list(m_store->tenant(), 0, 1);
    QCOMPARE(refusal(listed), QStringLiteral("storeDamaged"));
    const QString message = listed.error().message;
    QVERIFY2(message.contains(QString::fromUtf8(QTest::currentDataTag())), qPrintable(message));
}

void TestDatabase::refusalsHaveCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, int code, const char *expected) {
        QTest::newRow(name) << code << QString::fromLatin1(expected);
    };
    row("busy", SQLITE_BUSY, "storeLocked");
    row("busy snapshot", SQLITE_BUSY_SNAPSHOT, "storeLocked");
    row("busy recovery", SQLITE_BUSY_RECOVERY, "storeLocked");
    row("locked", SQLITE_LOCKED, "storeLocked");
    row("read-only", SQLITE_READONLY, "storeUnwritable");
    row("read-only folder", SQLITE_READONLY_DIRECTORY, "storeUnwritable");
    row("can't open", SQLITE_CANTOPEN, "storeUnwritable");
    row("no permission", SQLITE_PERM, "storeUnwritable");
    row("corrupt", SQLITE_CORRUPT, "storeDamaged");
    row("corrupt search index", SQLITE_CORRUPT_VTAB, "storeDamaged");
    row("short read", SQLITE_IOERR_SHORT_READ, "storeDamaged");
    row("full", SQLITE_FULL, "storeFull");
    row("no room beside it", SQLITE_IOERR_SHMSIZE, "storeFull");
    row("no database", SQLITE_NOTADB, "storeForeign");
    row("unique", SQLITE_CONSTRAINT_UNIQUE, "alreadyExists");
    row("primary key", SQLITE_CONSTRAINT_PRIMARYKEY, "alreadyExists");
    row("check", SQLITE_CONSTRAINT_CHECK, "internal");
    row("foreign key", SQLITE_CONSTRAINT_FOREIGNKEY, "internal");
    row("not null", SQLITE_CONSTRAINT_NOTNULL, "internal");
    row("trigger", SQLITE_CONSTRAINT_TRIGGER, "internal");
    row("mistake", SQLITE_ERROR, "internal");
}

void TestDatabase::refusalsHaveCodes()
{
    QFETCH(int, code);
    QFETCH(QString, expected);
    const Error error = toError(code, QStringLiteral("SQLite's own words"));
    QCOMPARE(toSlug(error.code), expected);
    QVERIFY(error.message.contains(QStringLiteral("SQLite's own words")));
}

void TestDatabase::dataVersionTellsOfOthersOnly()
{
    const auto other = m_store->another();
    const qint64 first = need(other->dataVersion());
    QCOMPARE(need(other->dataVersion()), first);
    QVERIFY(insert(1));
    const qint64 second = need(other->dataVersion());
    QVERIFY(second != first);
    const qint64 own = need(m_store->database().dataVersion());
    QVERIFY(insert(2));
    QCOMPARE(need(m_store->database().dataVersion()), own);
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
