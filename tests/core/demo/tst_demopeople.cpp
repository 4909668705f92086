#include "core/demo/demo.h"
#include "core/demo/demopeople.h"
#include "core/domain/validation.h"

#include <QTest>

#include <set>

using namespace lockbox;

/// The demo's people: who there is, and who plays which part.
class TestDemoPeople : public QObject
{
    Q_OBJECT

private slots:
    void tenant();
    void thirtyPeople();
    void namesAndAddresses();
    void someCannotBeReached();
    void everyPartIsPlayed();
    void troupeMayDoWhatItDoes();

private:
    static const User &user(const QString &name)
    {
        static const std::vector<User> users = demo::demoSeed().users;
        const auto found = std::find_if(users.begin(), users.end(), [&](const User &candidate) {
            return candidate.userPrincipalName == name;
        });
        if (found == users.end())
            qFatal("there is no %s", qPrintable(name));
        return *found;
    }
    static qsizetype holders(Role role)
    {
        const auto users = demo::demoSeed().users;
        return std::count_if(users.begin(), users.end(),
                             [&](const User &u) { return u.roles.contains(role); });
    }
};

void TestDemoPeople::tenant()
{
    const StoreSeed seed = demo::demoSeed();
    QCOMPARE(seed.tenant.name, QStringLiteral("Contoso"));
    QCOMPARE(seed.tenant.domain, QStringLiteral("contoso.onmicrosoft.com"));
    QCOMPARE(seed.tenant.provider, QStringLiteral("Microsoft"));
    QVERIFY(!seed.tenant.id.isNull());
    QVERIFY(seed.policy.requireApproval);
    QVERIFY(seed.demo);
    QVERIFY(demo::demoSeed().tenant == seed.tenant);
}

void TestDemoPeople::thirtyPeople()
{
    const auto users = demo::demoSeed().users;
    QCOMPARE(users.size(), size_t(30));
    QCOMPARE(holders(Role::GlobalAdministrator), 3);
    QVERIFY(holders(Role::LockboxApprover) >= 4);
    QVERIFY(holders(Role::SecurityReader) >= 1);
    QVERIFY(holders(Role::GlobalReader) >= 1);
    QVERIFY(holders(Role::Engineer) >= 3);
    QVERIFY(holders(Role::Manager) >= 2);
    const auto plain =
        std::count_if(users.begin(), users.end(), [](const User &u) { return u.roles.isEmpty(); });
    QVERIFY(plain >= 3);
    for (const RoleInfo &info : allRoles()) {
        QVERIFY2(holders(info.role) > 0, info.slug);
    }
}

void TestDemoPeople::namesAndAddresses()
{
    std::set<QString> names;
    for (const User &u : demo::demoSeed().users) {
        QVERIFY2(checkUserPrincipalName(u.userPrincipalName).has_value(),
                 qPrintable(u.userPrincipalName));
        QVERIFY(checkRoles(u.roles).has_value());
        QVERIFY(names.insert(u.userPrincipalName.toLower()).second);
        QVERIFY(names.insert(u.displayName).second);
        const bool provider = u.userPrincipalName.endsWith(QStringLiteral("@microsoft.example"));
        QVERIFY(provider
                || u.userPrincipalName.endsWith(QStringLiteral("@contoso.onmicrosoft.com")));
        QCOMPARE(u.side, provider ? Side::Provider : Side::Customer);
        QCOMPARE(sideOf(u.roles, u.side), u.side);
    }
}

void TestDemoPeople::someCannotBeReached()
{
    int illFormed = 0;
    int none = 0;
    int reachable = 0;
    for (const User &u : demo::demoSeed().users) {
        if (!isApprover(u.roles))
            continue;
        if (!deliverableAddress(u).isEmpty())
            ++reachable;
        else if (u.email.isEmpty() && u.alternateEmail.isEmpty())
            ++none;
        else
            ++illFormed;
    }
    QCOMPARE(illFormed, 1);
    QCOMPARE(none, 1);
    QVERIFY(reachable >= 5);
}

void TestDemoPeople::everyPartIsPlayed()
{
    const demo::Cast cast = demo::demoCast();
    QVERIFY(user(cast.globalAdministrator).roles.contains(Role::GlobalAdministrator));
    QCOMPARE(user(cast.approver).roles, RoleSet{Role::LockboxApprover});
    QVERIFY(user(cast.plainUser).roles.isEmpty());
    QCOMPARE(user(cast.plainUser).side, Side::Customer);
    QCOMPARE(user(cast.securityReader).roles, RoleSet{Role::SecurityReader});
    QCOMPARE(user(cast.engineer).roles, RoleSet{Role::Engineer});
    QCOMPARE(user(cast.manager).roles, RoleSet{Role::Manager});
}

void TestDemoPeople::troupeMayDoWhatItDoes()
{
    for (const QString &name : demo::troupe().engineers)
        QVERIFY(user(name).roles.contains(Role::Engineer));
    for (const QString &name : demo::troupe().managers)
        QVERIFY(user(name).roles.contains(Role::Manager));
    for (const QString &name : demo::troupe().approvers)
        QVERIFY(isApprover(user(name).roles));
}

QTEST_GUILESS_MAIN(TestDemoPeople)
#include "tst_demopeople.moc"
