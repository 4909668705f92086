#include "core/identity/token.h"
#include "core/service/signins.h"
#include "tests/core/service/contosotenant.h"

#include <QFile>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// Systems of the provider: who gets a token, for how long, and that none ever acts for the customer.
class TestSignInClients : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void actsAsItsAccount();
    void tokensEndAfterAnHour();
    void onlyTheRightProofIsTaken_data();
    void onlyTheRightProofIsTaken();
    void certificateGoesWithItsToken();
    void anyCertificateOfTheSubject();
    void onlyForTheProvider_data();
    void onlyForTheProvider();
    void accountMayChangeSides();
    void accountMayLoseItsRole();
    void neverDecidesForTheCustomer();
    void removedClientsEndAtOnce();
    void wrongSecretsAreCounted();
    void everywhereIsTheClientsOwn();
    void hasNoPassword();
    void namesAreUnique();
    void secretsAreNotInTheStore();

private:
    SignInOptions options() const
    {
        return {.cost = {.passes = 1, .memory = 8 << 20}, .clock = &m_tenant->clock()};
    }
    ClientSecret add(const Session &whom = T::eve(), const char *name = "ticketing")
    {
        return need(m_signIns->addClient(
            {.name = QString::fromLatin1(name), .userPrincipalName = whom.userPrincipalName}));
    }
    Result<SignIn> ask(const ClientSecret &client)
    {
        return m_signIns->signIn({.id = client.id, .secret = client.secret}, here);
    }
    void setRoles(const Session &whom, const RoleSet &roles)
    {
        need(m_tenant->door().setRoles(T::ada(), whom.userPrincipalName, roles));
    }

    static inline const QString here = QStringLiteral("192.0.2.1");
    static inline const QByteArray certificate = QByteArray(32, 'c');
    std::unique_ptr<ContosoTenant> m_tenant;
    std::unique_ptr<SignIns> m_signIns;
};

void TestSignInClients::init()
{
    m_tenant = std::make_unique<ContosoTenant>(T::policyOn());
    m_signIns = need(SignIns::open(m_tenant->path(), options()));
}

void TestSignInClients::actsAsItsAccount()
{
    const auto client = add();
    QVERIFY(tenantOfClient(client.id) == need(m_tenant->door().info()).tenant.id);
    const SignIn signIn = need(ask(client));
    QCOMPARE(signIn.account.userPrincipalName, T::eve().userPrincipalName);
    QVERIFY(signIn.expiresAt == T::start() + 1h);
    const SignedIn signedIn = need(m_signIns->find(signIn.token));
    QCOMPARE(signedIn.session.userPrincipalName, T::eve().userPrincipalName);
    QCOMPARE(signedIn.session.method, QStringLiteral("client"));
    need(m_tenant->door().submitRequest(signedIn.session, T::wish(QStringLiteral("A"))));
    QCOMPARE(m_tenant->lastEvent().method, QStringLiteral("client"));
    const auto clients = need(m_signIns->clients());
    QCOMPARE(clients.size(), size_t(1));
    QVERIFY(clients.front().usedAt == T::start());
}

void TestSignInClients::tokensEndAfterAnHour()
{
    const auto client = add(T::max());
    const SignIn signIn = need(ask(client));
    m_tenant->clock().advance(1h - 1ms);
    // Old for a person, who would have to show once more who it is.
    QVERIFY(need(m_signIns->find(signIn.token)).isFresh);
    m_tenant->clock().advance(1ms);
    QCOMPARE(refusal(m_signIns->find(signIn.token)), QStringLiteral("signInRequired"));
    QVERIFY(m_signIns->find(need(ask(client)).token));
}

void TestSignInClients::onlyTheRightProofIsTaken_data()
{
    QTest::addColumn<ClientProof>("proof");
    QTest::newRow("nothing") << ClientProof{};
    QTest::newRow("another secret") << ClientProof{.secret = "lockbox_wrong"};
    QTest::newRow("half of it") << ClientProof{.secret = "half"};
    QTest::newRow("a certificate") << ClientProof{.certificateHash = certificate};
    QTest::newRow("an unknown id") << ClientProof{.id = QStringLiteral("x"), .secret = "right"};
    QTest::newRow("a long id") << ClientProof{.id = QString(200, QLatin1Char('x')),
                                              .secret = "right"};
}

void TestSignInClients::onlyTheRightProofIsTaken()
{
    QFETCH(ClientProof, proof);
    const auto client = add();
    if (proof.id.isEmpty())
        proof.id = client.id;
    if (proof.secret == "right")
        proof.secret = client.secret;
    if (proof.secret == "half")
        proof.secret = client.secret.left(20);
    QCOMPARE(refusal(m_signIns->signIn(proof, here)), QStringLiteral("signInRequired"));
    QVERIFY(ask(client));
}

void TestSignInClients::certificateGoesWithItsToken()
{
    const auto client = need(m_signIns->addClient({.name = QStringLiteral("approvals"),
                                                   .userPrincipalName = T::max().userPrincipalName,
                                                   .certificateHash = certificate}));
    QVERIFY(client.secret.isEmpty());
    const QByteArray other(32, 'o');
    const auto by = [&](const QByteArray &hash, const QByteArray &secret = {}) {
        return m_signIns->signIn({.id = client.id,
                                  .secret = secret,
                                  .certificateHash = hash,
                                  .subject = QStringLiteral("CN=a")},
                                 here);
    };
    QCOMPARE(refusal(by(other)), QStringLiteral("signInRequired"));
    QCOMPARE(refusal(by({})), QStringLiteral("signInRequired"));
    QCOMPARE(refusal(by({}, "secret")), QStringLiteral("signInRequired"));
    const SignIn signIn = need(by(certificate));
    QCOMPARE(need(m_signIns->find(signIn.token, certificate)).session.method,
             QStringLiteral("certificate"));
    // Stolen, the token alone is of no use.
    QCOMPARE(refusal(m_signIns->find(signIn.token)), QStringLiteral("signInRequired"));
    QCOMPARE(refusal(m_signIns->find(signIn.token, other)), QStringLiteral("signInRequired"));
}

void TestSignInClients::anyCertificateOfTheSubject()
{
    const auto client =
        need(m_signIns->addClient({.name = QStringLiteral("approvals"),
                                   .userPrincipalName = T::max().userPrincipalName,
                                   .subject = QStringLiteral("CN=approvals,O=Fabrikam")}));
    const auto by = [&](const char *subject) {
        return m_signIns->signIn({.id = client.id,
                                  .certificateHash = certificate,
                                  .subject = QString::fromLatin1(subject)},
                                 here);
    };
    QCOMPARE(refusal(by("CN=approvals")), QStringLiteral("signInRequired"));
    const SignIn signIn = need(by("CN=approvals,O=Fabrikam"));
    QVERIFY(m_signIns->find(signIn.token, certificate));
    QVERIFY(!m_signIns->find(signIn.token, QByteArray(32, 'o')));
}

void TestSignInClients::onlyForTheProvider_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("words");
    QTest::newRow("administrator")
        << T::ada().userPrincipalName << QStringLiteral("customer's side");
    QTest::newRow("approver") << T::abe().userPrincipalName << QStringLiteral("never decides");
    QTest::newRow("reader") << T::gil().userPrincipalName << QStringLiteral("customer's side");
    QTest::newRow("no role") << T::paul().userPrincipalName << QStringLiteral("customer's side");
    QTest::newRow("nobody") << T::nobody().userPrincipalName << QStringLiteral("no user");
}

void TestSignInClients::onlyForTheProvider()
{
    QFETCH(QString, user);
    QFETCH(QString, words);
    const auto refused =
        m_signIns->addClient({.name = QStringLiteral("x"), .userPrincipalName = user});
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(words), qPrintable(refused.error().message));
    QVERIFY(need(m_signIns->clients()).empty());
}

/// Roles are looked at when the token is used, not when it was given.
void TestSignInClients::accountMayChangeSides()
{
    const auto client = add();
    const SignIn signIn = need(ask(client));
    setRoles(T::eve(), {Role::LockboxApprover});
    QCOMPARE(refusal(m_signIns->find(signIn.token)), QStringLiteral("signInRequired"));
    QCOMPARE(refusal(ask(client)), QStringLiteral("notPermitted"));
    setRoles(T::eve(), {Role::Engineer});
    QVERIFY(m_signIns->find(signIn.token));
}

void TestSignInClients::accountMayLoseItsRole()
{
    const auto client = add();
    const SignIn signIn = need(ask(client));
    setRoles(T::eve(), {});
    QCOMPARE(refusal(m_signIns->find(signIn.token)), QStringLiteral("signInRequired"));
    QCOMPARE(refusal(ask(client)), QStringLiteral("notPermitted"));
}

/// Not even where its account was made an approver after its token was looked at.
void TestSignInClients::neverDecidesForTheCustomer()
{
    const QString id = m_tenant->authorized().id.toString();
    for (const char *method : {"client", "certificate"}) {
        Session session = T::abe();
        session.method = QString::fromLatin1(method);
        session.address = here;
        QCOMPARE(refusal(m_tenant->door().approveRequest(session, id, {})),
                 QStringLiteral("notPermitted"));
        QCOMPARE(refusal(m_tenant->door().denyRequest(session, id, QStringLiteral("no"))),
                 QStringLiteral("notPermitted"));
        session.userPrincipalName = T::ada().userPrincipalName;
        QCOMPARE(refusal(m_tenant->door().setRoles(session, T::paul().userPrincipalName,
                                                   {Role::LockboxApprover})),
                 QStringLiteral("notPermitted"));
        QCOMPARE(refusal(m_tenant->door().changePolicy(session, {})),
                 QStringLiteral("notPermitted"));
    }
    need(m_tenant->door().approveRequest(T::abe(), id, {}));
}

void TestSignInClients::removedClientsEndAtOnce()
{
    const auto client = add();
    const auto other = add(T::max(), "approvals");
    const SignIn signIn = need(ask(client));
    const SignIn kept = need(ask(other));
    QCOMPARE(refusal(m_signIns->removeClient(QStringLiteral("nothing"))),
             QStringLiteral("notFound"));
    need(m_signIns->removeClient(QStringLiteral("ticketing")));
    QCOMPARE(refusal(m_signIns->find(signIn.token)), QStringLiteral("signInRequired"));
    QCOMPARE(refusal(ask(client)), QStringLiteral("signInRequired"));
    QVERIFY(m_signIns->find(kept.token));
    need(m_signIns->removeClient(other.id));
    QVERIFY(!m_signIns->find(kept.token));
}

void TestSignInClients::wrongSecretsAreCounted()
{
    const auto client = add();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(refusal(ask({.id = client.id, .secret = "wrong"})),
                 QStringLiteral("signInRequired"));
    const auto refused = ask(client);
    QCOMPARE(refusal(refused), QStringLiteral("tooManyTries"));
    QVERIFY(refused.error().retryAfter == 60s);
    m_tenant->clock().advance(1min);
    QVERIFY(ask(client));
}

void TestSignInClients::everywhereIsTheClientsOwn()
{
    const SignIn person = need(m_signIns->redeem(
        need(m_signIns->invite(T::eve().userPrincipalName)), "correct horse battery", here));
    const auto client = add();
    const SignIn own = need(ask(client));
    const SignIn more = need(ask(client));
    need(m_signIns->signOutEverywhere(own.token));
    QVERIFY(!m_signIns->find(own.token) && !m_signIns->find(more.token));
    QVERIFY(m_signIns->find(person.token));
}

/// Also where somebody has set one for its account: a token of an hour must not become one of days.
void TestSignInClients::hasNoPassword()
{
    const QByteArray password = "correct horse battery";
    need(m_signIns->redeem(need(m_signIns->invite(T::eve().userPrincipalName)), password, here));
    const SignIn signIn = need(ask(add()));
    QCOMPARE(refusal(m_signIns->changePassword(signIn.token, password, password + "!", here)),
             QStringLiteral("notPermitted"));
    m_tenant->clock().advance(1h);
    QVERIFY(!m_signIns->find(signIn.token));
}

void TestSignInClients::namesAreUnique()
{
    add();
    const auto second = m_signIns->addClient(
        {.name = QStringLiteral(" ticketing "), .userPrincipalName = T::max().userPrincipalName});
    QCOMPARE(refusal(second), QStringLiteral("alreadyExists"));
    const auto none = m_signIns->addClient({.userPrincipalName = T::max().userPrincipalName});
    QCOMPARE(refusal(none), QStringLiteral("invalidArgument name"));
}

void TestSignInClients::secretsAreNotInTheStore()
{
    const auto client = add();
    const SignIn signIn = need(ask(client));
    // Also what is still in the write-ahead log.
    QByteArray all;
    for (const char *suffix : {"", "-wal"}) {
        QFile file(m_tenant->path() + QLatin1String(suffix));
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    QVERIFY(all.contains(client.id.toLatin1()));
    QVERIFY(all.contains(secretHash(client.secret)) && all.contains(secretHash(signIn.token)));
    for (const QByteArray &secret : {client.secret, signIn.token})
        QVERIFY(!all.contains(secret) && !all.contains(secret.mid(8)));
}

QTEST_GUILESS_MAIN(TestSignInClients)
#include "tst_signinclients.moc"
