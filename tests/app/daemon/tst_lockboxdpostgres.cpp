#include "core/remote/remotelockbox.h"
#include "core/service/serverstore.h"
#include "core/store/postgresdatabase.h"
#include "tests/app/daemon/lockboxd.h"
#include "tests/core/store/postgresserver.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

#include <csignal>
#include <future>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// The real lockboxd on a PostgreSQL server: from the empty database on, several copies, and a server that goes and comes back.
class TestLockboxdPostgres : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_server.start(); }
    void initMakesTablesAndTenant();
    void initTwiceChangesNothing();
    void passwordsStayOffTheCommandLine();
    void fileWithAPasswordIsKept();
    void copiesShareTheStore();
    void decisionElsewhereAnswersWhoWaits();
    void whatNobodyTellsIsFoundByLooking();
    void serverThatGoesComesBack();
    void startsWithoutAServer();
    void serverThatTakesNoChangesIsNotReady();
    void otherSchemasAreRefused_data();
    void otherSchemasAreRefused();
    void doctorLooksAtAll();

private:
    static QStringList words(const char *text)
    {
        return QString::fromLatin1(text).split(QLatin1Char(' '));
    }
    static QStringList initWords()
    {
        return words("init --tenant Contoso --domain contoso.com --admin ada@contoso.com");
    }
    /// A copy of the service on the test's database.
    std::unique_ptr<Lockboxd> copy() const
    {
        auto service = std::make_unique<Lockboxd>();
        service->usePostgres(m_server.url(m_database, QStringLiteral("service")));
        service->set("owner.url", m_server.url(m_database, QStringLiteral("owner")));
        return service;
    }
    int status(const Lockboxd &service, const char *path) const
    {
        const auto answer = HttpClient(service.remote()).ask({.path = QString::fromLatin1(path)});
        return answer ? answer->status : 0;
    }
    static QString ada() { return QStringLiteral("ada@contoso.com"); }
    static QString file(const Lockboxd &service, const char *name, const QByteArray &content)
    {
        QFile file(service.path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s can't be written", name);
        return file.fileName();
    }
    /// A request that waits for the customer, filed and passed on by the provider's side.
    static AccessRequest filed(const Lockboxd &service);

    /// Waits for news as an open console does; when this returns, the service holds the call.
    static std::future<Result<Changes>> waitForNews(const Lockboxd &service,
                                                    const QByteArray &token);
    /// Connections on which copies listen to each other.
    int listeners() const
    {
        return SqlProbe(m_server.url(m_database))
            .row(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE datname = '%1' AND "
                                "query LIKE '%%heads%%' AND pid <> pg_backend_pid()")
                     .arg(m_database))
            .toInt();
    }

    PostgresServer &m_server = PostgresServer::instance();
    QString m_database;
};

void TestLockboxdPostgres::init()
{
    m_database = m_server.newEmptyDatabase();
}

AccessRequest TestLockboxdPostgres::filed(const Lockboxd &service)
{
    const QString erin = QStringLiteral("erin@provider.example");
    const QString max = QStringLiteral("max@provider.example");
    const auto admin = service.doorOf(ada());
    need(admin->changePolicy({ada()}, {.requireApproval = true}));
    for (const auto &[name, role] :
         {std::pair(erin, Role::Engineer), std::pair(max, Role::Manager)}) {
        need(admin->addUser({ada()}, {.userPrincipalName = name,
                                      .displayName = name,
                                      .email = name,
                                      .alternateEmail = {},
                                      .side = Side::Provider}));
        need(admin->setRoles({ada()}, name, {role}));
    }
    const AccessRequest request = need(service.doorOf(erin)->submitRequest(
        {erin}, {.reference = QStringLiteral("SR-1"),
                 .service = QStringLiteral("Exchange"),
                 .reason = QStringLiteral("mail does not arrive"),
                 .duration = 1h}));
    return need(service.doorOf(max)->authorizeRequest({max}, request.id.toString(), {}));
}

void TestLockboxdPostgres::initMakesTablesAndTenant()
{
    const auto service = copy();
    const Outcome made = service->run(initWords());
    QVERIFY2(made.exitCode == 0, made.report().constData());
    QVERIFY(made.text().contains(m_database));
    QVERIFY(!made.text().contains(QStringLiteral("can't use it yet")));
    QVERIFY(service->serve());
    QCOMPARE(status(*service, "/readyz"), 200);
    const RemoteSignIn first =
        need(redeemCode(service->remote(), Lockboxd::codeIn(made), Lockboxd::password()));
    QCOMPARE(first.account.userPrincipalName, ada());
    const RemoteSignIn second =
        need(signInToService(service->remote(), ada(), Lockboxd::password()));
    const auto door = need(openRemoteStore(service->remote(second.token)));
    QCOMPARE(need(door->info()).tenant.domain, QStringLiteral("contoso.com"));
    QVERIFY(need(door->logState({ada()})).canSign);
    QCOMPARE(service->end(SIGTERM, 30s), 0);
}

void TestLockboxdPostgres::initTwiceChangesNothing()
{
    const auto service = copy();
    QCOMPARE(service->run(initWords()).exitCode, 0);
    const Outcome again = service->run(initWords());
    QCOMPARE(again.exitCode, 1);
    QVERIFY2(again.complaint().contains(QStringLiteral("tenant add")), again.err.constData());
    QCOMPARE(service->run(words("tenant list")).text().count(QLatin1Char('\n')), 1);
}

void TestLockboxdPostgres::passwordsStayOffTheCommandLine()
{
    const auto service = copy();
    const Outcome refused =
        service->run(initWords() + words("--owner postgresql://owner:geheim@127.0.0.1:1/lockbox"));
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.err.contains("PGPASSFILE"), refused.err.constData());
    QVERIFY(!refused.err.contains("geheim"));
}

void TestLockboxdPostgres::fileWithAPasswordIsKept()
{
    const auto service = copy();
    service->set("store.postgres", {});
    const QString config =
        file(*service, "lockboxd.toml",
             "[store]\npostgres = \"postgresql://ada:geheim@db.example/lockbox\"\n");
    const auto checked = [&] {
        return service->run({QStringLiteral("-c"), config, QStringLiteral("check-config")});
    };
    QVERIFY(QFile::setPermissions(config, QFileDevice::ReadOwner | QFileDevice::ReadOther));
    const Outcome open = checked();
    QCOMPARE(open.exitCode, 1);
    QVERIFY2(open.err.contains("0600"), open.err.constData());
    QVERIFY(QFile::setPermissions(config, QFileDevice::ReadOwner));
    const Outcome kept = checked();
    QVERIFY2(kept.exitCode == 0, kept.report().constData());
    QVERIFY2(kept.out.contains("verify-full"), kept.out.constData());
    QVERIFY(!kept.out.contains("geheim") && !kept.out.contains("ada"));
}

void TestLockboxdPostgres::copiesShareTheStore()
{
    const auto one = copy();
    QCOMPARE(one->run(initWords()).exitCode, 0);
    const auto other = copy();
    QVERIFY(one->serve() && other->serve());
    const AccessRequest request = filed(*one);
    // A sign-in of one holds at the other.
    const RemoteSignIn signIn = one->enter(ada());
    const auto here = need(openRemoteStore(one->remote(signIn.token)));
    const auto there = need(openRemoteStore(other->remote(signIn.token)));
    QCOMPARE(need(there->request({ada()}, request.id.toString())).request, request);
    const AccessRequest approved = need(there->approveRequest({ada()}, request.id.toString(), {}));
    QCOMPARE(approved.state, RequestState::Approved);
    QCOMPARE(need(here->request({ada()}, request.id.toString())).request.state,
             RequestState::Approved);
    QCOMPARE(refusal(here->denyRequest({ada()}, request.id.toString(), QStringLiteral("no"))),
             QStringLiteral("wrongState"));
    const auto verified = need(here->verifyLog({ada()}, {}, {}));
    QVERIFY(!verified.finding);
}

std::future<Result<Changes>> TestLockboxdPostgres::waitForNews(const Lockboxd &service,
                                                               const QByteArray &token)
{
    const qint64 after =
        need(need(openRemoteStore(service.remote(token)))->changes({ada()}, -1, 0s, {})).head;
    const double before = service.metric("lockboxd_waiting");
    auto news = std::async(std::launch::async, [=, options = service.remote(token)] {
        const auto door = openRemoteStore(options);
        return door ? (*door)->changes({ada()}, after, 60s, {}) : failure(door);
    });
    if (!QTest::qWaitFor([&] { return service.metric("lockboxd_waiting") > before; }, 20'000))
        qFatal("nobody waits for news");
    return news;
}

/// One copy tells the other, also after the line on which it listens was cut; the other never looks by itself.
void TestLockboxdPostgres::decisionElsewhereAnswersWhoWaits()
{
    const auto one = copy();
    QCOMPARE(one->run(initWords()).exitCode, 0);
    const auto other = copy();
    other->set("store.look_every", QStringLiteral("1h"));
    QVERIFY(one->serve() && other->serve());
    const RemoteSignIn signIn = one->enter(ada());
    const auto door = need(openRemoteStore(one->remote(signIn.token)));
    for (const bool isCut : {false, true}) {
        if (isCut) {
            // At `other` as well: its listening connection is opened anew.
            m_server.run(QStringLiteral("postgres"),
                         QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                        "WHERE datname = '%1'")
                             .arg(m_database));
            QTRY_VERIFY_WITH_TIMEOUT(listeners() == 2, 20'000);
        }
        auto news = waitForNews(*other, signIn.token);
        const double before = other->metric("lockboxd_notices_total");
        need(door->setEmail({ada()}, ada(), QStringLiteral("ada%1@contoso.com").arg(isCut)));
        QCOMPARE(news.wait_for(50s), std::future_status::ready);
        QCOMPARE(need(news.get()).events.size(), size_t(1));
        QVERIFY(other->metric("lockboxd_notices_total") > before);
    }
}

/// As by a copy that has ended between its change and its notice.
void TestLockboxdPostgres::whatNobodyTellsIsFoundByLooking()
{
    const auto service = copy();
    QCOMPARE(service->run(initWords()).exitCode, 0);
    QVERIFY(service->serve());
    const RemoteSignIn signIn = service->enter(ada());
    auto news = waitForNews(*service, signIn.token);
    const auto mute = need(openPostgresStore(m_server.url(m_database, QStringLiteral("service")),
                                             signIn.tenant.id, {}));
    need(mute->setEmail({ada()}, ada(), QStringLiteral("mute@contoso.com")));
    QCOMPARE(news.wait_for(50s), std::future_status::ready);
    QCOMPARE(need(news.get()).events.size(), size_t(1));
    QCOMPARE(service->metric("lockboxd_notices_total"), 0.0);
}

void TestLockboxdPostgres::serverThatGoesComesBack()
{
    const auto service = copy();
    QCOMPARE(service->run(initWords()).exitCode, 0);
    QVERIFY(service->serve());
    const RemoteSignIn signIn = service->enter(ada());
    const auto door = need(openRemoteStore(service->remote(signIn.token)));
    QCOMPARE(need(door->users({ada()}, {})).size(), size_t(1));

    m_server.stop();
    QTRY_COMPARE_WITH_TIMEOUT(status(*service, "/readyz"), 503, 20'000);
    QCOMPARE(status(*service, "/healthz"), 200);
    const HttpAnswer refused =
        need(HttpClient(service->remote(signIn.token)).ask({.path = QStringLiteral("/v1/users")}));
    QCOMPARE(refused.status, 503);
    // Nobody who asks learns where the server is.
    QVERIFY2(!refused.body.contains("127.0.0.1"), refused.body.constData());
    QVERIFY(service->log().contains("the store can't be used"));

    m_server.start();
    QTRY_COMPARE_WITH_TIMEOUT(status(*service, "/readyz"), 200, 20'000);
    QCOMPARE(need(door->users({ada()}, {})).size(), size_t(1));
    need(door->policy({ada()}));
    need(door->setEmail({ada()}, ada(), QStringLiteral("ada@contoso.example")));
}

void TestLockboxdPostgres::startsWithoutAServer()
{
    const auto service = copy();
    QCOMPARE(service->run(initWords()).exitCode, 0);
    m_server.stop();
    QVERIFY(service->serve());
    QCOMPARE(status(*service, "/readyz"), 503);
    QCOMPARE(status(*service, "/v1/info"), 503);
    QCOMPARE(service->run(words("doctor")).exitCode, 1);
    m_server.start();
    QTRY_COMPARE_WITH_TIMEOUT(status(*service, "/readyz"), 200, 20'000);
    QCOMPARE(status(*service, "/v1/info"), 200);
}

void TestLockboxdPostgres::serverThatTakesNoChangesIsNotReady()
{
    const auto service = copy();
    QCOMPARE(service->run(initWords()).exitCode, 0);
    QVERIFY(service->serve());
    // Any server will do here, also one that takes no changes.
    const auto server =
        need(PostgresDatabase::open({.url = m_server.url(QStringLiteral("postgres"))
                                            + QStringLiteral("?target_session_attrs=any"),
                                     .tenant = {}}));
    const auto set = [&](const char *value) {
        need(server->run(QStringLiteral("ALTER SYSTEM SET default_transaction_read_only = ")
                         + QLatin1String(value)));
        need(server->run(QStringLiteral("SELECT pg_reload_conf()")));
    };
    set("on");
    QTRY_COMPARE_WITH_TIMEOUT(status(*service, "/readyz"), 503, 20'000);
    set("off");
    QTRY_COMPARE_WITH_TIMEOUT(status(*service, "/readyz"), 200, 20'000);
}

void TestLockboxdPostgres::otherSchemasAreRefused_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("none") << QString() << QByteArray("no store");
    QTest::newRow("newer") << QStringLiteral("UPDATE schema_version SET version = 1000")
                           << QByteArray("newer version");
    QTest::newRow("older") << QStringLiteral("UPDATE schema_version SET version = 1")
                           << QByteArray("lockboxd migrate");
}

void TestLockboxdPostgres::otherSchemasAreRefused()
{
    QFETCH(QString, change);
    QFETCH(QByteArray, word);
    const auto service = copy();
    if (!change.isEmpty()) {
        QCOMPARE(service->run(initWords()).exitCode, 0);
        m_server.run(m_database, change);
    }
    for (const char *command : {"serve", "doctor"}) {
        const Outcome refused = service->run(words(command));
        QVERIFY2(refused.exitCode == 1, refused.report().constData());
        QVERIFY2(refused.err.contains(word), refused.err.constData());
    }
}

void TestLockboxdPostgres::doctorLooksAtAll()
{
    const auto service = copy();
    QCOMPARE(service->run(initWords()).exitCode, 0);
    const Outcome well = service->run(words("doctor"));
    QVERIFY2(well.exitCode == 0, well.report().constData());
    QVERIFY(well.out.contains("the log is right") && well.out.endsWith("the service starts\n"));
    m_server.run(m_database, QStringLiteral("ALTER TABLE event DISABLE TRIGGER ALL"));
    const Outcome ill = service->run(words("doctor"));
    QCOMPARE(ill.exitCode, 1);
    QVERIFY2(ill.err.contains("event_is_never_changed"), ill.err.constData());
}

QTEST_GUILESS_MAIN(TestLockboxdPostgres)
#include "tst_lockboxdpostgres.moc"
