#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <QJsonArray>
#include <QTest>

using namespace lockbox;
using namespace lockbox::test;
using namespace std::chrono_literals;
using T = ContosoTenant;

/// Users, their roles and addresses.
class TestServiceUsers : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tenant = std::make_unique<ContosoTenant>(); }
    void isAdded();
    void isAddedOnlyOnce();
    void rolesAreGivenAndTaken();
    void roleOfTheProviderChangesSides();
    void rolesThatAreHeldAlreadyChangeNothing();
    void lastAdministratorStays();
    void lastAdministratorOfTwoConsoles();
    void emailIsChanged();
    void unknownUsers();
    void areListedByName();
    void areSearched_data();
    void areSearched();
    void areFoundInAnyCase();
    void areFoundInAnyCaseOfAnyScript_data();
    void areFoundInAnyCaseOfAnyScript();
    void twoOfOneNameInAnOldStore();

private:
    ContosoTenant &t() { return *m_tenant; }
    Result<User> setRoles(const Session &whose, const RoleSet &roles)
    {
        return t()->setRoles(T::ada(), whose.userPrincipalName, roles);
    }
    QStringList names(const UserQuery &query)
    {
        QStringList list;
        for (const User &user : need(t()->users(T::gil(), query)))
            list.append(user.displayName);
        return list;
    }
    std::unique_ptr<ContosoTenant> m_tenant;
};

void TestServiceUsers::isAdded()
{
    const User expected{.userPrincipalName = QStringLiteral("Zoë@contoso.com"),
                        .displayName = QStringLiteral("Zoë Zander"),
                        .email = QStringLiteral("zoe@contoso.com"),
                        .alternateEmail = QStringLiteral("zoe@home.example"),
                        .side = Side::Customer,
                        .roles = {}};
    t().clock().advance(1h);
    const User added =
        need(t()->addUser(T::ada(), {.userPrincipalName = QStringLiteral(" Zoë@contoso.com "),
                                     .displayName = QStringLiteral(" Zoë Zander "),
                                     .email = QStringLiteral(" zoe@contoso.com"),
                                     .alternateEmail = QStringLiteral("zoe@home.example")}));
    QVERIFY(added == expected);
    QVERIFY(need(t()->user(T::ada(), added.userPrincipalName)) == expected);
    QVERIFY(need(t().anotherDoor()->account({added.userPrincipalName})) == expected);
    const Event event = t().lastEvent();
    QCOMPARE(toSlug(event.kind), QStringLiteral("user.added"));
    QCOMPARE(event.user, added.userPrincipalName);
    QCOMPARE(event.actor, T::ada().userPrincipalName);
    QVERIFY(event.actorRole == Role::GlobalAdministrator);
    QVERIFY(event.at == T::start() + 1h);
    QCOMPARE(event.after.value(QStringLiteral("email")).toString(), added.email);
    const User engineer =
        need(t()->addUser(T::ada(), {.userPrincipalName = QStringLiteral("p@fabrikam.com"),
                                     .displayName = QStringLiteral("P"),
                                     .email = {},
                                     .alternateEmail = {},
                                     .side = Side::Provider}));
    QVERIFY(engineer.side == Side::Provider);
}

void TestServiceUsers::isAddedOnlyOnce()
{
    const QStringList before = t().dump();
    for (const char *name : {"paul@contoso.com", "PAUL@Contoso.com", " paul@contoso.com"}) {
        const auto refused = t()->addUser(T::ada(), {.userPrincipalName = QString::fromLatin1(name),
                                                     .displayName = QStringLiteral("Paul")});
        QCOMPARE(refusal(refused), QStringLiteral("alreadyExists"));
        QVERIFY(refused.error().message.contains(QStringLiteral("contoso"), Qt::CaseInsensitive));
    }
    QCOMPARE(t().dump(), before);
}

void TestServiceUsers::rolesAreGivenAndTaken()
{
    const User changed = need(setRoles(T::bill(), {Role::GlobalReader, Role::LockboxApprover}));
    QVERIFY(changed.roles == (RoleSet{Role::GlobalReader, Role::LockboxApprover}));
    QVERIFY(need(t()->account(T::bill())) == changed);
    const Event event = t().lastEvent();
    QCOMPARE(toSlug(event.kind), QStringLiteral("user.rolesChanged"));
    QCOMPARE(event.user, T::bill().userPrincipalName);
    QCOMPARE(event.before, (QJsonObject{{QStringLiteral("roles"),
                                         QJsonArray{QStringLiteral("billing-administrator")}}}));
    QCOMPARE(event.after,
             (QJsonObject{{QStringLiteral("roles"),
                           QJsonArray{QStringLiteral("customer-lockbox-access-approver"),
                                      QStringLiteral("global-reader")}}}));
    QVERIFY(need(setRoles(T::bill(), {})).roles.isEmpty());
    // Nobody else's were touched.
    QVERIFY(need(t()->account(T::abe())).roles == RoleSet{Role::LockboxApprover});
}

void TestServiceUsers::roleOfTheProviderChangesSides()
{
    QVERIFY(need(setRoles(T::paul(), {Role::Engineer})).side == Side::Provider);
    QCOMPARE(t().lastEvent().after.value(QStringLiteral("side")).toString(),
             QStringLiteral("provider"));
    QVERIFY(need(setRoles(T::paul(), {})).side == Side::Provider); // nothing says otherwise
    QVERIFY(need(setRoles(T::paul(), {Role::GlobalReader})).side == Side::Customer);
}

void TestServiceUsers::rolesThatAreHeldAlreadyChangeNothing()
{
    const QStringList before = t().dump();
    need(setRoles(T::abe(), {Role::LockboxApprover}));
    need(t()->setEmail(T::ada(), T::abe().userPrincipalName, T::abe().userPrincipalName));
    need(t()->changePolicy(T::ada(), {.requireApproval = true, .maxAccess = 4h}));
    QCOMPARE(t().dump(), before);
}

void TestServiceUsers::lastAdministratorStays()
{
    const QStringList before = t().dump();
    for (const RoleSet &roles :
         {RoleSet{}, RoleSet{Role::LockboxApprover}, RoleSet{Role::Engineer}}) {
        const auto refused = setRoles(T::ada(), roles);
        QCOMPARE(refusal(refused), QStringLiteral("wrongState"));
        QVERIFY(refused.error().message.contains(T::ada().userPrincipalName));
    }
    QCOMPARE(t().dump(), before);
    need(setRoles(T::ada(), {Role::GlobalAdministrator, Role::LockboxApprover}));
    need(setRoles(T::paul(), {Role::GlobalAdministrator}));
    need(setRoles(T::ada(), {}));
    QCOMPARE(refusal(t()->setRoles(T::paul(), T::paul().userPrincipalName, {})),
             QStringLiteral("wrongState"));
}

/// Each of two administrators takes the role from the other: the second is none any more.
void TestServiceUsers::lastAdministratorOfTwoConsoles()
{
    need(setRoles(T::paul(), {Role::GlobalAdministrator}));
    const auto other = t().anotherDoor();
    need(other->account(T::paul()));
    need(setRoles(T::paul(), {}));
    QCOMPARE(refusal(other->setRoles(T::paul(), T::ada().userPrincipalName, {})),
             QStringLiteral("notPermitted"));
    QVERIFY(need(t()->account(T::ada())).roles.contains(Role::GlobalAdministrator));
}

void TestServiceUsers::emailIsChanged()
{
    const QString name = T::mo().userPrincipalName;
    const User changed = need(t()->setEmail(T::ada(), name, QStringLiteral(" mo@home.example ")));
    QCOMPARE(changed.email, QStringLiteral("mo@home.example"));
    QVERIFY(need(t()->account(T::mo())) == changed);
    QVERIFY(changed.roles == RoleSet{Role::LockboxApprover});
    const Event event = t().lastEvent();
    QCOMPARE(toSlug(event.kind), QStringLiteral("user.emailChanged"));
    QCOMPARE(event.user, name);
    QCOMPARE(event.before,
             (QJsonObject{{QStringLiteral("email"), QStringLiteral("mo at contoso")}}));
    QCOMPARE(event.after,
             (QJsonObject{{QStringLiteral("email"), QStringLiteral("mo@home.example")}}));
}

void TestServiceUsers::unknownUsers()
{
    const QStringList before = t().dump();
    for (const QString &name : {QString(), QStringLiteral("nobody@contoso.com"),
                                QStringLiteral("%"), QString(10'000, QLatin1Char('x'))}) {
        QCOMPARE(refusal(t()->user(T::ada(), name)), QStringLiteral("notFound"));
        QCOMPARE(refusal(t()->setRoles(T::ada(), name, {})), QStringLiteral("notFound"));
        const auto refused = t()->setEmail(T::ada(), name, {});
        QCOMPARE(refusal(refused), QStringLiteral("notFound"));
        QVERIFY(refused.error().message.size() < 400);
    }
    QCOMPARE(t().dump(), before);
}

void TestServiceUsers::areListedByName()
{
    const QStringList list = names({});
    QCOMPARE(list.size(), 12);
    QStringList sorted = list;
    sorted.sort();
    QCOMPARE(list, sorted);
    QCOMPARE(names({.search = {}, .side = Side::Provider}),
             (QStringList{QStringLiteral("Ed Engineer"), QStringLiteral("Eve Engineer"),
                          QStringLiteral("Mae Both"), QStringLiteral("Max Manager")}));
    QCOMPARE(names({.search = {}, .side = Side::Customer}).size(), 8);
}

void TestServiceUsers::areSearched_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("name") << QStringLiteral(
        "Reader") << QStringList{QStringLiteral("Gil Reader"), QStringLiteral("Rita Reader")};
    QTest::newRow("any case") << QStringLiteral("aDA") << QStringList{QStringLiteral("Ada Admin")};
    QTest::newRow("user name") << QStringLiteral("mae@fabri")
                               << QStringList{QStringLiteral("Mae Both")};
    QTest::newRow("e-mail") << QStringLiteral("mo at")
                            << QStringList{QStringLiteral("Mo Mistyped")};
    QTest::newRow("spaces around")
        << QStringLiteral("  gil ") << QStringList{QStringLiteral("Gil Reader")};
    QTest::newRow("nobody") << QStringLiteral("zzz") << QStringList();
    QTest::newRow("no wildcard") << QStringLiteral("%") << QStringList();
}

void TestServiceUsers::areSearched()
{
    QFETCH(QString, search);
    QFETCH(QStringList, found);
    QCOMPARE(names({.search = search, .side = {}}), found);
}

void TestServiceUsers::areFoundInAnyCase()
{
    for (const char *name : {"abe@contoso.com", "ABE@CONTOSO.COM", " abe@Contoso.com\n"})
        QCOMPARE(need(t()->user(T::gil(), QString::fromLatin1(name))).displayName,
                 QStringLiteral("Abe Approver"));
    const auto pending = t().authorized();
    const auto approved =
        need(t()->approveRequest({QStringLiteral("ABE@contoso.COM")}, pending.reference, {}));
    QCOMPARE(approved.decision->by, T::abe().userPrincipalName); // as it was first written
}

void TestServiceUsers::areFoundInAnyCaseOfAnyScript_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("other");
    QTest::newRow("accent") << QStringLiteral("Émile@contoso.com")
                            << QStringLiteral("éMILE@Contoso.com");
    QTest::newRow("accent apart") << QStringLiteral("Émile@contoso.com")
                                  << QStringLiteral("e\u0301mile@contoso.com");
    QTest::newRow("Greek") << QStringLiteral("σοφία@contoso.com")
                           << QStringLiteral("ΣΟΦΊΑ@contoso.com");
    QTest::newRow("Cyrillic") << QStringLiteral("ИВАН@contoso.com")
                              << QStringLiteral("иван@contoso.com");
    QTest::newRow("Kelvin") << QStringLiteral("kim@contoso.com")
                            << QStringLiteral("\u212aim@contoso.com");
}

void TestServiceUsers::areFoundInAnyCaseOfAnyScript()
{
    QFETCH(QString, name);
    QFETCH(QString, other);
    need(t()->addUser(T::ada(), {.userPrincipalName = name, .displayName = name}));
    const QStringList before = t().dump();
    QCOMPARE(refusal(t()->addUser(T::ada(), {.userPrincipalName = other, .displayName = other})),
             QStringLiteral("alreadyExists"));
    QCOMPARE(t().dump(), before);
    QCOMPARE(need(t()->user(T::ada(), other)).userPrincipalName, name);
    QCOMPARE(need(t()->user({other}, other)).userPrincipalName, name); // by themselves
    QCOMPARE(refusal(t()->user({other}, T::ada().userPrincipalName)),
             QStringLiteral("notPermitted"));
}

/// Earlier versions told only A to Z from their small letters.
void TestServiceUsers::twoOfOneNameInAnOldStore()
{
    const QString great = QStringLiteral("É@contoso.com");
    const QString small = QStringLiteral("é@contoso.com");
    need(t()->addUser(T::ada(), {.userPrincipalName = great, .displayName = QStringLiteral("G")}));
    SqlProbe(t().path())
        .rows(QStringLiteral("INSERT INTO account (tenant, user_name, display_name, email, "
                             "alternate_email, side) VALUES (1, '%1', 'S', '', '', 'customer')")
                  .arg(small));
    for (const auto &[me, other] : {std::pair(great, small), std::pair(small, great)}) {
        QCOMPARE(need(t()->user({me}, me)).userPrincipalName, me);
        QCOMPARE(refusal(t()->user({me}, other)), QStringLiteral("notPermitted"));
    }
}

QTEST_GUILESS_MAIN(TestServiceUsers)
#include "tst_serviceusers.moc"
