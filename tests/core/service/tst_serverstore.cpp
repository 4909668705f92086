#include "core/service/serverstore.h"
#include "core/store/postgresschema.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/store/postgresserver.h"
#include "tests/core/store/sqlprobe.h"

#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// A store on a server behind the door: made, verified, shared by tenants, and carried through broken lines.
class TestServerStore : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<ContosoTenant>(T::policyOn(), T::Kind::Real); }
    void tablesAreMadeOnce();
    void tenantIsMadeOnce();
    void onlyTheOwnerMakesTenants();
    void tenantsAreApart();
    void logVerifies();
    void changedTablesAreFound_data();
    void changedTablesAreFound();
    void rolledBackStoreIsAnAlarm();
    void callIsMadeAgainWhereTheLineBroke();
    void callIsMadeAgainAfterAConflict();
    void callIsNotMadeAgainWhereTheOutcomeIsUnknown();
    void callWithAKeyIsMadeAgainEvenThen();

private:
    ContosoTenant &t() { return *m_tenant; }
    StoreSeed seed(const char *name) const
    {
        const Session admin = T::ada();
        return {.tenant = {.id = TenantId(RandomIdSource().next()),
                           .name = QString::fromLatin1(name),
                           .domain = QStringLiteral("contoso.com"),
                           .provider = QStringLiteral("Fabrikam")},
                .users = {{.userPrincipalName = admin.userPrincipalName,
                           .displayName = QStringLiteral("Ada"),
                           .roles = {Role::GlobalAdministrator}}}};
    }
    QString url(const char *user) const
    {
        const QString database = m_tenant->path().section(QLatin1Char('/'), -1);
        return PostgresServer::instance().url(database, QString::fromLatin1(user));
    }
    /// What the server does the first time that a request is changed, at once or at the commit. It counts by a sequence, for that alone
    /// survives a rollback.
    void once(const QString &what, bool atCommit = false)
    {
        SqlProbe probe(t().path());
        probe.rows(QStringLiteral("CREATE SEQUENCE times"));
        probe.rows(QStringLiteral("CREATE FUNCTION once() RETURNS trigger LANGUAGE plpgsql "
                                  "SECURITY DEFINER AS $$ BEGIN IF nextval('times') = 1 THEN %1; "
                                  "END IF; RETURN NULL; END $$")
                       .arg(what));
        probe.rows(QStringLiteral("CREATE CONSTRAINT TRIGGER once AFTER UPDATE ON request "
                                  "DEFERRABLE INITIALLY %1 FOR EACH ROW EXECUTE FUNCTION once()")
                       .arg(atCommit ? QStringLiteral("DEFERRED") : QStringLiteral("IMMEDIATE")));
    }

    std::unique_ptr<ContosoTenant> m_tenant;
};

static const QString endLine = QStringLiteral("PERFORM pg_terminate_backend(pg_backend_pid())");

void TestServerStore::tablesAreMadeOnce()
{
    PostgresServer &server = PostgresServer::instance();
    server.run(QStringLiteral("postgres"), QStringLiteral("CREATE DATABASE empty OWNER owner"));
    const QString empty = server.url(QStringLiteral("empty"), QStringLiteral("owner"));
    QCOMPARE(refusal(openPostgresStore(empty, TenantId(RandomIdSource().next()))),
             QStringLiteral("storeMissing"));
    QCOMPARE(refusal(createPostgresTenant(empty, seed("Contoso"))), QStringLiteral("storeMissing"));
    need(preparePostgresStore(empty));
    need(preparePostgresStore(empty));
    need(createPostgresTenant(empty, seed("Contoso")));
}

void TestServerStore::tenantIsMadeOnce()
{
    const StoreSeed tailwind = seed("Tailwind");
    const LocalOptions options{.clock = &t().clock(), .logFolder = t().logFolder()};
    need(createPostgresTenant(url("owner"), tailwind, options));
    const auto door = need(openPostgresStore(url("service"), tailwind.tenant.id, options));
    const StoreInfo info = need(door->info());
    QCOMPARE(info.tenant.name, QStringLiteral("Tailwind"));
    QVERIFY(info.location.endsWith(QLatin1Char('#') + tailwind.tenant.id.toString()));
    QVERIFY(!info.location.contains(QStringLiteral("service")));
    QVERIFY(need(door->logState(T::ada())).canSign);
    const auto again = createPostgresTenant(url("owner"), tailwind, {.clock = &t().clock()});
    QCOMPARE(refusal(again), QStringLiteral("alreadyExists"));
    QVERIFY(again.error().message.startsWith(QStringLiteral("there is a tenant ")));
}

void TestServerStore::onlyTheOwnerMakesTenants()
{
    QCOMPARE(refusal(createPostgresTenant(url("service"), seed("Tailwind"))),
             QStringLiteral("storeUnwritable"));
}

void TestServerStore::tenantsAreApart()
{
    const StoreSeed tailwind = seed("Tailwind");
    need(createPostgresTenant(url("owner"), tailwind, {.clock = &t().clock()}));
    const auto door =
        need(openPostgresStore(url("service"), tailwind.tenant.id, {.clock = &t().clock()}));
    const auto pending = t().authorized();
    QCOMPARE(need(door->users(T::ada(), {})).size(), size_t(1));
    QCOMPARE(refusal(door->request(T::ada(), pending.id.toString())), QStringLiteral("notFound"));
    QCOMPARE(refusal(door->account(T::abe())), QStringLiteral("notPermitted"));
    QCOMPARE(need(door->events(T::ada(), {})).items.size(), size_t(2));
    need(door->changePolicy(T::ada(), {.maxAccess = 1h}));
    QVERIFY(need(t()->policy(T::ada())).maxAccess != 1h);
    QCOMPARE(refusal(door->verifyLog(T::ada(), {}, {})), QStringLiteral("done"));
}

void TestServerStore::logVerifies()
{
    for (const RequestState state : allRequestStates())
        t().inState(state);
    const auto verified = need(t()->verifyLog(T::ada(), {}, {}));
    QCOMPARE(verified.finding ? verified.finding->message : QString(), QString());
    QVERIFY(verified.head.size > 20);
}

void TestServerStore::changedTablesAreFound_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("finding");
    const auto row = [](const char *name, const char *change, const char *finding) {
        QTest::newRow(name) << QString::fromLatin1(change) << QString::fromLatin1(finding);
    };
    row("nothing", "UPDATE request SET state = state", "");
    row("reason", "UPDATE request SET reason = 'another'", "reason");
    row("case of a reference", "UPDATE request SET reference = lower(reference)", "reference");
    row("duration", "UPDATE request SET duration = duration + 1", "duration");
    row("address", "UPDATE account SET email = 'x' WHERE side = 'provider'", "email");
    row("role", "DELETE FROM account_role WHERE role = 'engineer'", "role");
    row("setting", "UPDATE tenant SET max_access = 1", "max_access");
    row("count", "UPDATE request_count SET requests = requests + 1", "kept number");
    row("event", "UPDATE event SET body = replace(body, 'Exchange', 'Teams')", "event");
    row("event gone", "DELETE FROM event WHERE seq = 3", "event 3");
}

void TestServerStore::changedTablesAreFound()
{
    QFETCH(QString, change);
    QFETCH(QString, finding);
    t().inState(RequestState::Approved);
    SqlProbe(t().path()).rows(change);
    const auto verified = need(t()->verifyLog(T::ada(), {}, {}));
    QCOMPARE(verified.finding.has_value(), !finding.isEmpty());
    if (verified.finding)
        QVERIFY2(verified.finding->message.contains(finding),
                 qPrintable(verified.finding->message));
}

/// Somebody puts an older copy of the database back.
void TestServerStore::rolledBackStoreIsAnAlarm()
{
    t().submitted();
    const QString database = t().path().section(QLatin1Char('/'), -1);
    PostgresServer &server = PostgresServer::instance();
    const auto run = [&](const char *sql) {
        server.run(QStringLiteral("postgres"), QString::fromLatin1(sql).arg(database));
    };
    const TenantId tenant = need(t()->info()).tenant.id;
    const LocalOptions options{.clock = &t().clock(), .logFolder = t().logFolder()};
    const auto end = [&] {
        run("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '%1'");
    };
    end();
    run("CREATE DATABASE %1_copy TEMPLATE %1");
    t().submitted();
    QVERIFY(!need(need(openPostgresStore(url("service"), tenant, options))->info()).alarm);
    end();
    run("DROP DATABASE %1");
    run("ALTER DATABASE %1_copy RENAME TO %1");
    const auto door = need(openPostgresStore(url("service"), tenant, options));
    QVERIFY(need(door->info()).alarm);
    QCOMPARE(refusal(door->submitRequest(T::eve(), T::wish(QStringLiteral("SR9")))),
             QStringLiteral("logBroken"));
}

void TestServerStore::callIsMadeAgainWhereTheLineBroke()
{
    const auto pending = t().authorized();
    once(endLine);
    const auto approved = need(t()->approveRequest(T::abe(), pending.id.toString(), {}));
    QVERIFY(approved.state == RequestState::Approved);
    QCOMPARE(t().timeline(pending.id).count(QStringLiteral("request.approved")), 1);
    QCOMPARE(SqlProbe(t().path()).row(QStringLiteral("SELECT last_value FROM times")),
             QStringLiteral("2"));
}

void TestServerStore::callIsMadeAgainAfterAConflict()
{
    const auto pending = t().authorized();
    once(QStringLiteral("RAISE SQLSTATE '40P01'"));
    need(t()->approveRequest(T::abe(), pending.id.toString(), {}));
    QCOMPARE(t().timeline(pending.id).count(QStringLiteral("request.approved")), 1);
}

void TestServerStore::callIsNotMadeAgainWhereTheOutcomeIsUnknown()
{
    const auto pending = t().authorized();
    once(endLine, true);
    QCOMPARE(refusal(t()->approveRequest(T::abe(), pending.id.toString(), {})),
             QStringLiteral("outcomeUnknown"));
    QVERIFY(t().stored(pending.id).state == RequestState::Pending);
}

/// By its key it would find what came of it.
void TestServerStore::callWithAKeyIsMadeAgainEvenThen()
{
    const auto pending = t().authorized();
    once(endLine, true);
    Session abe = T::abe();
    abe.once = Once{.key = QStringLiteral("k"), .question = QByteArray(32, 'q')};
    const auto approved = need(t()->approveRequest(abe, pending.id.toString(), {}));
    QCOMPARE(need(t()->approveRequest(abe, pending.id.toString(), {})), approved);
    QCOMPARE(t().timeline(pending.id).count(QStringLiteral("request.approved")), 1);
}

QTEST_GUILESS_MAIN(TestServerStore)
#include "tst_serverstore.moc"
