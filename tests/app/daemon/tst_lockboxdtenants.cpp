#include "core/remote/remotelockbox.h"
#include "core/store/postgresdatabase.h"
#include "tests/app/daemon/lockboxd.h"
#include "tests/core/store/postgresserver.h"
#include "tests/core/store/sqlprobe.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

#include <future>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;

/// Several tenants in one service: who is let in where, what a token is good for, and that none waits for another.
class TestLockboxdTenants : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void signsInEverywhereAtOnce();
    void signsInWhereThePasswordIsRight();
    void signsInToTheTenantThatIsNamed();
    void refusalsTellNothing_data();
    void refusalsTellNothing();
    void tokensAreGoodInOneTenant();
    void servesANewTenantAtOnce();
    void servesSomeOfThem();
    void commandsAskForTheTenant();
    void tenantsNeverWaitForEachOther();

private:
    static QString ada() { return QStringLiteral("ada@provider.example"); }
    static QStringList addWords(const char *name, const char *domain)
    {
        return {QStringLiteral("tenant"),
                QStringLiteral("add"),
                QString::fromLatin1(name),
                QStringLiteral("--domain"),
                QString::fromLatin1(domain),
                QStringLiteral("--admin"),
                ada()};
    }
    static QString invited(const Lockboxd &service, const char *domain)
    {
        return Lockboxd::codeIn(
            service.run({QStringLiteral("invite"), ada(), QStringLiteral("--tenant"),
                         QString::fromLatin1(domain)}));
    }
    std::unique_ptr<LockboxService> at(const RemoteSignIn &signIn) const
    {
        return need(openRemoteStore(m_service.remote(signIn.token)));
    }
    RemoteSignIn in(const char *domain) const
    {
        return need(signInToService(m_service.remote(), ada(), Lockboxd::password(),
                                    QString::fromLatin1(domain)));
    }

    PostgresServer &m_server = PostgresServer::instance();
    QString m_database = m_server.newEmptyDatabase();
    Lockboxd m_service;
};

void TestLockboxdTenants::initTestCase()
{
    m_service.usePostgres(m_server.url(m_database, QStringLiteral("service")));
    m_service.set("owner.url", m_server.url(m_database, QStringLiteral("owner")));
    m_service.set("service.workers", QStringLiteral("2"));
    m_service.set("sign_in.tries_of_account", QStringLiteral("1000"));
    m_service.set("sign_in.tries_of_address", QStringLiteral("1000"));
    const Outcome first =
        m_service.run({QStringLiteral("init"), QStringLiteral("--tenant"),
                       QStringLiteral("Fabrikam"), QStringLiteral("--domain"),
                       QStringLiteral("fabrikam.com"), QStringLiteral("--admin"), ada()});
    QVERIFY2(first.exitCode == 0, first.report().constData());
    const Outcome second = m_service.run(addWords("Contoso", "contoso.com"));
    QVERIFY2(second.exitCode == 0, second.report().constData());
    QCOMPARE(m_service.run(addWords("Again", "CONTOSO.com")).exitCode, 1);
    QVERIFY(m_service.serve());
    for (const Outcome &made : {first, second})
        need(redeemCode(m_service.remote(), Lockboxd::codeIn(made), Lockboxd::password()));
}

void TestLockboxdTenants::signsInEverywhereAtOnce()
{
    const RemoteSignIn signIn =
        need(signInToService(m_service.remote(), ada().toUpper(), Lockboxd::password()));
    QCOMPARE(signIn.tenant.name, QStringLiteral("Contoso"));
    QCOMPARE(signIn.others.size(), size_t(1));
    QCOMPARE(signIn.others.front().tenant.name, QStringLiteral("Fabrikam"));
    QCOMPARE(need(at(signIn)->info()).tenant, signIn.tenant);
    QCOMPARE(need(at(signIn.others.front())->info()).tenant, signIn.others.front().tenant);
}

void TestLockboxdTenants::signsInWhereThePasswordIsRight()
{
    const QByteArray another = "another horse battery";
    need(redeemCode(m_service.remote(), invited(m_service, "fabrikam.com"), another));
    const RemoteSignIn signIn = need(signInToService(m_service.remote(), ada(), another));
    QCOMPARE(signIn.tenant.name, QStringLiteral("Fabrikam"));
    QVERIFY(signIn.others.empty());
    need(redeemCode(m_service.remote(), invited(m_service, "fabrikam.com"), Lockboxd::password()));
}

void TestLockboxdTenants::signsInToTheTenantThatIsNamed()
{
    const RemoteSignIn byDomain = in("FABRIKAM.com");
    QCOMPARE(byDomain.tenant.name, QStringLiteral("Fabrikam"));
    QVERIFY(byDomain.others.empty());
    const RemoteSignIn byId = need(signInToService(m_service.remote(), ada(), Lockboxd::password(),
                                                   byDomain.tenant.id.toString()));
    QCOMPARE(byId.tenant, byDomain.tenant);
}

void TestLockboxdTenants::refusalsTellNothing_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("tenant");
    QTest::newRow("wrong password") << ada() << QByteArray("wrong wrong wrong") << QString();
    QTest::newRow("unknown user") << QStringLiteral("nobody@contoso.com") << Lockboxd::password()
                                  << QString();
    QTest::newRow("wrong password there")
        << ada() << QByteArray("wrong wrong wrong") << QStringLiteral("contoso.com");
    QTest::newRow("no such tenant")
        << ada() << Lockboxd::password() << QStringLiteral("none.example");
    QTest::newRow("no such id") << ada() << Lockboxd::password()
                                << QStringLiteral("00000000-0000-4000-8000-000000000000");
}

void TestLockboxdTenants::refusalsTellNothing()
{
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    QFETCH(QString, tenant);
    const auto refused = signInToService(m_service.remote(), user, password, tenant);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::SignInRequired);
    QCOMPARE(refused.error().message, QStringLiteral("the user name or the password is wrong"));
}

void TestLockboxdTenants::tokensAreGoodInOneTenant()
{
    const RemoteSignIn contoso = in("contoso.com");
    const RemoteSignIn fabrikam = in("fabrikam.com");
    need(at(contoso)->addUser({ada()}, {.userPrincipalName = QStringLiteral("erin@x.example"),
                                        .displayName = QStringLiteral("Erin"),
                                        .email = {},
                                        .alternateEmail = {},
                                        .side = Side::Provider}));
    QCOMPARE(need(at(contoso)->users({ada()}, {})).size(), size_t(2));
    QCOMPARE(need(at(fabrikam)->users({ada()}, {})).size(), size_t(1));
    QCOMPARE(refusal(at(fabrikam)->user({ada()}, QStringLiteral("erin@x.example"))),
             QStringLiteral("notFound"));

    // The tenant's part of a token exchanged, with that of another and of none.
    const QByteArray ofContoso = contoso.tenant.id.uuid().toRfc4122().toHex();
    QVERIFY(contoso.token.contains(ofContoso));
    for (const QUuid &other : {fabrikam.tenant.id.uuid(), QUuid::createUuid(), QUuid()}) {
        RemoteSignIn forged = contoso;
        forged.token.replace(ofContoso, other.toRfc4122().toHex());
        const HttpAnswer answer = need(
            HttpClient(m_service.remote(forged.token)).ask({.path = QStringLiteral("/v1/users")}));
        QCOMPARE(answer.status, 401);
        QVERIFY2(answer.body.contains("the sign-in has ended"), answer.body.constData());
    }
    // Without a token nobody is told which tenants there are.
    QCOMPARE(m_service.get("/v1/info").status, 401);
}

void TestLockboxdTenants::servesANewTenantAtOnce()
{
    const Outcome made = m_service.run(addWords("Northwind", "northwind.example"));
    QVERIFY2(made.exitCode == 0, made.report().constData());
    need(redeemCode(m_service.remote(), Lockboxd::codeIn(made), Lockboxd::password()));
    const RemoteSignIn signIn =
        need(signInToService(m_service.remote(), ada(), Lockboxd::password()));
    QVERIFY(signIn.others.size() == 1 || signIn.others.size() == 2);
    QCOMPARE(in("northwind.example").tenant.name, QStringLiteral("Northwind"));
}

void TestLockboxdTenants::servesSomeOfThem()
{
    Lockboxd some;
    some.usePostgres(m_server.url(m_database, QStringLiteral("service")));
    some.set("store.tenants", QStringLiteral("contoso.com"));
    QVERIFY(some.serve());
    const RemoteSignIn contoso = need(signInToService(some.remote(), ada(), Lockboxd::password()));
    QCOMPARE(contoso.tenant.name, QStringLiteral("Contoso"));
    QVERIFY(contoso.others.empty());
    QCOMPARE(refusal(signInToService(some.remote(), ada(), Lockboxd::password(),
                                     QStringLiteral("fabrikam.com"))),
             QStringLiteral("signInRequired"));
    const HttpAnswer elsewhere = need(HttpClient(some.remote(in("fabrikam.com").token))
                                          .ask({.path = QStringLiteral("/v1/users")}));
    QCOMPARE(elsewhere.status, 401);
    Lockboxd wrong;
    wrong.usePostgres(m_server.url(m_database, QStringLiteral("service")));
    wrong.set("store.tenants", QStringLiteral("none.example"));
    const Outcome refused = wrong.run({QStringLiteral("serve")});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("none.example"), refused.err.constData());
}

void TestLockboxdTenants::commandsAskForTheTenant()
{
    const Outcome vague = m_service.run({QStringLiteral("invite"), ada()});
    QCOMPARE(vague.exitCode, 2);
    QVERIFY2(vague.err.contains("--tenant"), vague.err.constData());
    QVERIFY(!invited(m_service, "contoso.com").isEmpty());
    const QByteArray all = m_service.run({QStringLiteral("tenant"), QStringLiteral("list")}).out;
    QVERIFY(all.indexOf("Contoso") < all.indexOf("Fabrikam"));
    const Outcome doctor = m_service.run({QStringLiteral("doctor")});
    QVERIFY2(doctor.exitCode == 0, doctor.report().constData());
    QVERIFY(doctor.out.contains("the log of Contoso is right"));
}

void TestLockboxdTenants::tenantsNeverWaitForEachOther()
{
    const RemoteSignIn contoso = in("contoso.com");
    const RemoteSignIn fabrikam = in("fabrikam.com");
    // Somebody is in the middle of a change at Contoso, and takes his time.
    const auto busy =
        need(PostgresDatabase::open({.url = m_server.url(m_database, QStringLiteral("service")),
                                     .tenant = contoso.tenant.id.toString()}));
    auto change = std::make_unique<Transaction>(*busy, Transaction::Kind::Write);
    need(change->begun());
    // More of Contoso's calls wait for that than there are workers.
    std::vector<std::future<Result<User>>> held;
    for (int i = 0; i < 4; ++i)
        held.push_back(std::async(std::launch::async, [&, i] {
            return at(contoso)->setEmail({ada()}, ada(),
                                         QStringLiteral("ada%1@contoso.com").arg(i));
        }));
    SqlProbe probe(m_server.url(m_database));
    QTRY_COMPARE_WITH_TIMEOUT(
        probe.row(QStringLiteral("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND "
                                 "NOT granted AND database = (SELECT oid FROM pg_database WHERE "
                                 "datname = current_database())")),
        QStringLiteral("2"), 20'000);
    // Fabrikam goes on, and so do all who sign in.
    need(at(fabrikam)->setEmail({ada()}, ada(), QStringLiteral("ada@fabrikam.com")));
    QCOMPARE(need(at(fabrikam)->users({ada()}, {})).size(), size_t(1));
    need(signInToService(m_service.remote(), ada(), Lockboxd::password()));
    for (auto &one : held)
        QCOMPARE(one.wait_for(0s), std::future_status::timeout);
    change.reset();
    for (auto &one : held)
        need(one.get());
}

QTEST_GUILESS_MAIN(TestLockboxdTenants)
#include "tst_lockboxdtenants.moc"
