#include "core/demo/demo.h"
#include "core/service/logkeyfile.h"
#include "core/store/schema.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/service/logwatch.h"
#include "tests/core/store/olderstore.h"
#include "tests/core/store/sqlprobe.h"

#include <QDir>
#include <QTest>

#include <thread>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// How a log begins: with a new store, with a demo's year, or in a store from before there was one.
class TestLogBegin : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void madeByHand_data();
    void madeByHand();
    void madeAsADemo_data();
    void madeAsADemo();
    void olderStore_data();
    void olderStore();
    void olderStoreIsNotAskedForItsLog_data();
    void olderStoreIsNotAskedForItsLog();
    void olderStoreStaysWhereItGetsNoKey_data();
    void olderStoreStaysWhereItGetsNoKey();
    void olderStoreThatCannotTell();
    void olderStoreOpenedByManyAtOnce();

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QString store() const { return path("store.lockbox"); }
    LocalOptions options() const { return {.clock = &m_clock, .logFolder = path("log")}; }
    /// A store of schema 1 with requests in every state; its events' bytes.
    QStringList makeOlderStore() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock{T::start() + 1000h};
};

void TestLogBegin::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestLogBegin::madeByHand_data()
{
    QTest::addColumn<bool>("demo");
    QTest::addColumn<bool>("approval");
    QTest::newRow("real") << false << true;
    QTest::newRow("real, off") << false << false;
    QTest::newRow("demo") << true << true;
}

void TestLogBegin::madeByHand()
{
    QFETCH(bool, demo);
    QFETCH(bool, approval);
    ContosoTenant tenant(approval ? T::policyOn() : T::policyOff(),
                         demo ? T::Kind::Demo : T::Kind::Real);
    QCOMPARE(logSize(tenant.path()), qint64(13));
    const LocalOptions here{.clock = &tenant.clock(), .logFolder = tenant.logFolder()};
    QCOMPARE(logFault(tenant.path(), here), QString());
}

void TestLogBegin::madeAsADemo_data()
{
    QTest::addColumn<qint64>("requests");
    for (const qint64 requests : {0, 1, 300, 5000}) // from 5000 on in bulk
        QTest::addRow("%lld", requests) << requests;
}

void TestLogBegin::madeAsADemo()
{
    QFETCH(qint64, requests);
    const LocalOptions here{.logFolder = path("log")};
    need(demo::createDemoStore(store(), {.requests = requests, .logFolder = here.logFolder}));
    const auto verified = need(verifyLocalStore(store(), {}, {}, here));
    QVERIFY2(!verified.finding, qPrintable(verified.finding.value_or(LogFinding()).message));
    QCOMPARE(verified.signedSize, verified.head.size);
    QVERIFY(verified.isPinned);
    QVERIFY(verified.head.size > requests * 2);
    QVERIFY(need(localLogState(store(), here)).canSign);
    QCOMPARE(SqlProbe(store()).row(QStringLiteral("SELECT count(*) FROM request")).toLongLong(),
             requests);
}

QStringList TestLogBegin::makeOlderStore() const
{
    ContosoTenant tenant;
    for (const RequestState state : allRequestStates())
        tenant.inState(state);
    need(tenant->changePolicy(T::ada(), {.maxAccess = 3h}));
    SqlProbe(tenant.path()).rows(QStringLiteral("VACUUM INTO '%1'").arg(store()));
    makeOlder(store());
    return SqlProbe(store()).rows(QStringLiteral("SELECT body FROM event ORDER BY seq"));
}

/// What there was before the log.
static QStringList oldTables(const QString &path)
{
    SqlProbe probe(path);
    QStringList lines;
    for (const char *table : {"account", "account_role", "request", "request_count"})
        lines +=
            probe.rows(QStringLiteral("SELECT * FROM %1 ORDER BY 1, 2").arg(QLatin1String(table)));
    lines +=
        probe.rows(QStringLiteral("SELECT key, id, name, domain, provider, demo, clock_offset, "
                                  "require_approval, decide_within, max_access, "
                                  "comment_on_deny FROM tenant"));
    return lines;
}

static audit::SigningKey keyOf(const QString &tenant)
{
    return need(audit::SigningKey::fromSeed("lockbox/" + tenant.toUtf8(), QByteArray(32, '7')));
}

void TestLogBegin::olderStore_data()
{
    QTest::addColumn<bool>("folder");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("no place for a key") << false << QByteArray();
    QTest::newRow("new key") << true << QByteArray();
    QTest::newRow("new key at a named place") << true << QByteArray("new");
}

/// Its events become leaves as they are, and one more says so.
void TestLogBegin::olderStore()
{
    QFETCH(bool, folder);
    QFETCH(QByteArray, named);
    QStringList bodies = makeOlderStore();
    const QStringList before = oldTables(store());
    LocalOptions here{.clock = &m_clock, .logFolder = folder ? path("log") : QString()};
    if (!named.isEmpty())
        here.logKeyFile = path("my.key");
    need(openLocalStore(store(), here));
    QCOMPARE(oldTables(store()), before);
    QStringList now = SqlProbe(store()).rows(QStringLiteral("SELECT body FROM event ORDER BY seq"));
    const auto database = need(Database::open(store(), 1s));
    const qint64 key = need(TenantStore(*database).first()).key;
    const Event started = need(EventStore(*database).list(key, bodies.size(), 10)).back();
    now.removeLast();
    QCOMPARE(now, bodies);
    QVERIFY(started.kind == EventKind::LogStarted && started.at == m_clock.now());
    QCOMPARE(started.details.value(QStringLiteral("events")).toInteger(), bodies.size());
    const LogState state = need(localLogState(store(), here));
    QCOMPARE(state.head.size, bodies.size() + 1);
    QCOMPARE(started.details.value(QStringLiteral("logKey")).toString(), state.verifierKey);
    QCOMPARE(state.canSign, folder);
    QCOMPARE(state.signedSize, folder ? state.head.size : 0);
    QCOMPARE(state.verifierKey.isEmpty(), !folder);
    QCOMPARE(QFile::exists(path("my.key")), !named.isEmpty());
    QCOMPARE(QFile::exists(path("log/keys")), folder && named.isEmpty());
    // Once is enough.
    QCOMPARE(logFault(store(), here), QString());
    const QStringList all = tablesBesideCheckpoints(store());
    need(openLocalStore(store(), here));
    QCOMPARE(tablesBesideCheckpoints(store()), all);
}

using Call = QString (*)(const QString &, const LocalOptions &);
Q_DECLARE_METATYPE(Call)

void TestLogBegin::olderStoreIsNotAskedForItsLog_data()
{
    QTest::addColumn<Call>("call");
    const auto row = [](const char *name, Call call) { QTest::newRow(name) << call; };
    row("verify", [](const QString &path, const LocalOptions &options) {
        return refusal(verifyLocalStore(path, {}, {}, options));
    });
    row("state", [](const QString &path, const LocalOptions &options) {
        return refusal(localLogState(path, options));
    });
    row("checkpoint", [](const QString &path, const LocalOptions &options) {
        return refusal(localCheckpoint(path, options));
    });
    row("pin", [](const QString &path, const LocalOptions &options) {
        return refusal(repinLocalStore(path, options));
    });
}

/// Who asks about the log alone doesn't make one.
void TestLogBegin::olderStoreIsNotAskedForItsLog()
{
    QFETCH(Call, call);
    makeOlderStore();
    const QStringList before = oldTables(store());
    QCOMPARE(call(store(), options()), QStringLiteral("notSupported"));
    QCOMPARE(SqlProbe(store()).row(QStringLiteral("PRAGMA user_version")), QStringLiteral("1"));
    QCOMPARE(oldTables(store()), before);
    QVERIFY(!QFile::exists(path("log")));
    need(checkLocalStore(store(), options()));
    const LogState state = need(localLogState(store(), options()));
    QVERIFY(state.canSign && !state.alarm);
    QCOMPARE(state.signedSize, state.head.size);
    QCOMPARE(logFault(store(), options()), QString());
}

void TestLogBegin::olderStoreStaysWhereItGetsNoKey_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("another log's") << keyOf(QStringLiteral("other")).toText();
    QTest::newRow("garbage") << QByteArray("my diary");
    QTest::newRow("this tenant's, which has signed another past") << QByteArray("own");
}

/// A key that is there already has signed something else.
void TestLogBegin::olderStoreStaysWhereItGetsNoKey()
{
    QFETCH(QByteArray, text);
    makeOlderStore();
    if (text == "own")
        text = keyOf(SqlProbe(store()).row(QStringLiteral("SELECT id FROM tenant"))).toText();
    LocalOptions named = options();
    named.logKeyFile = path("my.key");
    QFile file(named.logKeyFile);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.close();
    const QStringList before = oldTables(store());
    const auto opened = openLocalStore(store(), named);
    QCOMPARE(refusal(opened), QStringLiteral("alreadyExists"));
    QVERIFY2(opened.error().message.contains(path("my.key")), qPrintable(opened.error().message));
    QCOMPARE(SqlProbe(store()).row(QStringLiteral("PRAGMA user_version")), QStringLiteral("1"));
    QCOMPARE(oldTables(store()), before);
    need(openLocalStore(store(), options()));
    QCOMPARE(logFault(store(), options()), QString());
}

/// Where the event that says so can't be written, nothing of it has happened.
void TestLogBegin::olderStoreThatCannotTell()
{
    makeOlderStore();
    SqlProbe probe(store());
    probe.rows(QStringLiteral("CREATE TRIGGER stumble BEFORE INSERT ON event BEGIN "
                              "SELECT RAISE(ABORT, 'stumbled'); END"));
    QCOMPARE(refusal(openLocalStore(store(), options())), QStringLiteral("internal"));
    QCOMPARE(probe.row(QStringLiteral("PRAGMA user_version")), QStringLiteral("1"));
    QVERIFY(QDir(path("log/keys")).isEmpty());
    probe.rows(QStringLiteral("DROP TRIGGER stumble"));
    need(openLocalStore(store(), options()));
    QCOMPARE(logFault(store(), options()), QString());
}

void TestLogBegin::olderStoreOpenedByManyAtOnce()
{
    const qsizetype events = makeOlderStore().size();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([this] { need(openLocalStore(store(), options())); });
    }
    QCOMPARE(logSize(store()), events + 1);
    QCOMPARE(QDir(path("log/keys")).entryList({QStringLiteral("*.key")}).size(), 1);
    QCOMPARE(logFault(store(), options()), QString());
}

QTEST_GUILESS_MAIN(TestLogBegin)
#include "tst_logbegin.moc"
