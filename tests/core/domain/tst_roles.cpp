#include "core/domain/user.h"

#include <QTest>
#include <QUuid>

using namespace lockbox;

/// The roles, their public template ids, and what follows from holding them.
class TestRoles : public QObject
{
    Q_OBJECT

private slots:
    void published_data();
    void published();
    void everyRoleIsListed();
    void namesAreUnique();
    void unknownRoles_data();
    void unknownRoles();
    void sets();
    void approvers();
    void sides();
    void actors();
};

/// Does not compile with a role it doesn't know (-Wswitch): a new one belongs into these tables.
static constexpr int ordinal(Role role)
{
    using enum Role;
    switch (role) {
    case GlobalAdministrator: return 0;
    case LockboxApprover: return 1;
    case GlobalReader: return 2;
    case SecurityReader: return 3;
    case BillingAdministrator: return 4;
    case ExchangeAdministrator: return 5;
    case SharePointAdministrator: return 6;
    case UserAdministrator: return 7;
    case PasswordAdministrator: return 8;
    case HelpdeskAdministrator: return 9;
    case ServiceSupportAdministrator: return 10;
    case SecurityAdministrator: return 11;
    case TeamsAdministrator: return 12;
    case Engineer: return 13;
    case Manager: return 14;
    }
    return -1;
}

static constexpr int roleCount = 15;

void TestRoles::published_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<QString>("slug");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("templateId");
    const auto row = [](Role role, const char *slug, const char *name, const char *id) {
        QTest::newRow(slug) << role << QString::fromLatin1(slug) << QString::fromLatin1(name)
                            << QString::fromLatin1(id);
    };
    row(Role::GlobalAdministrator, "global-administrator", "Global administrator",
        "62e90394-69f5-4237-9190-012177145e10");
    row(Role::LockboxApprover, "customer-lockbox-access-approver",
        "Customer Lockbox access approver", "5c4f9dcd-47dc-4cf7-8c9a-9e4207cbfc91");
    row(Role::GlobalReader, "global-reader", "Global reader",
        "f2ef992c-3afb-46b9-b7cf-a126ee74c451");
    row(Role::SecurityReader, "security-reader", "Security reader",
        "5d6b6bb7-de71-4623-b4af-96380a352509");
    row(Role::BillingAdministrator, "billing-administrator", "Billing administrator",
        "b0f54661-2d74-4c50-afa3-1ec803f12efe");
    row(Role::ExchangeAdministrator, "exchange-administrator", "Exchange administrator",
        "29232cdf-9323-42fd-ade2-1d097af3e4de");
    row(Role::SharePointAdministrator, "sharepoint-administrator", "SharePoint administrator",
        "f28a1f50-f6e7-4571-818b-6a12f2af6b6c");
    row(Role::UserAdministrator, "user-administrator", "User management administrator",
        "fe930be7-5e62-47db-91af-98c3a49a38b1");
    row(Role::PasswordAdministrator, "password-administrator", "Password administrator",
        "966707d0-3269-4727-9be2-8c3a10f19b9d");
    row(Role::HelpdeskAdministrator, "helpdesk-administrator", "Helpdesk administrator",
        "729827e3-9c14-49f7-bb1b-9608f156bbb8");
    row(Role::ServiceSupportAdministrator, "service-support-administrator",
        "Service support administrator", "f023fd81-a637-4b56-95fd-791ac0226033");
    row(Role::SecurityAdministrator, "security-administrator", "Security administrator",
        "194ae4cb-b126-40b2-bd5b-6091b380977d");
    row(Role::TeamsAdministrator, "teams-administrator", "Teams administrator",
        "69091246-20e8-4a56-aa4d-066075b2a7a8");
    row(Role::Engineer, "engineer", "Engineer", "");
    row(Role::Manager, "manager", "Manager", "");
}

void TestRoles::published()
{
    QFETCH(Role, role);
    QFETCH(QString, slug);
    QFETCH(QString, name);
    QFETCH(QString, templateId);
    QCOMPARE(toSlug(role), slug);
    QCOMPARE(displayName(role), name);
    QCOMPARE(QString::fromLatin1(roleInfo(role).templateId), templateId);
    QCOMPARE(roleInfo(role).side, templateId.isEmpty() ? Side::Provider : Side::Customer);
    for (const QString &text : {slug, slug.toUpper(), name, name.toLower(), templateId.toUpper()}) {
        if (!text.isEmpty())
            QCOMPARE(parseRole(text).value(), role);
    }
}

void TestRoles::everyRoleIsListed()
{
    QCOMPARE(allRoles().size(), size_t(roleCount));
    for (int i = 0; i < roleCount; ++i) {
        const RoleInfo &info = allRoles().at(size_t(i));
        QCOMPARE(ordinal(info.role), i);
        QCOMPARE(static_cast<int>(info.role), i); // A bit number, and the place in lists.
        QCOMPARE(roleInfo(info.role).slug, info.slug);
    }
}

void TestRoles::namesAreUnique()
{
    QStringList texts;
    for (const RoleInfo &info : allRoles()) {
        texts << QString::fromLatin1(info.slug).toLower();
        if (const QString name = QString::fromLatin1(info.name).toLower(); name != texts.last())
            texts << name;
        if (*info.templateId) {
            QVERIFY(!QUuid::fromString(QLatin1String(info.templateId)).isNull());
            texts << QString::fromLatin1(info.templateId);
        }
    }
    QCOMPARE(texts.removeDuplicates(), 0);
}

void TestRoles::unknownRoles_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", " ", "admin", "global", "globaladministrator", "engineers",
                             "00000000-0000-0000-0000-000000000000", " engineer"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestRoles::unknownRoles()
{
    QFETCH(QString, text);
    const auto role = parseRole(text);
    QVERIFY(!role.has_value());
    QCOMPARE(role.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(role.error().field, QStringLiteral("role"));
}

void TestRoles::sets()
{
    RoleSet roles;
    QVERIFY(roles.isEmpty());
    QVERIFY(roles.toVector().empty());
    roles.insert(Role::Manager);
    roles.insert(Role::GlobalAdministrator);
    roles.insert(Role::Manager);
    QCOMPARE(roles, (RoleSet{Role::GlobalAdministrator, Role::Manager}));
    QCOMPARE(roles.slugs(),
             QStringList({QStringLiteral("global-administrator"), QStringLiteral("manager")}));
    QVERIFY(roles.contains(Role::Manager) && !roles.contains(Role::Engineer));
    QVERIFY(roles.containsAny({Role::Engineer, Role::Manager}));
    QVERIFY(!roles.containsAny({Role::Engineer}));
    QVERIFY(!roles.containsAny({}));
    roles.remove(Role::Manager);
    roles.remove(Role::Engineer);
    QCOMPARE(roles, RoleSet{Role::GlobalAdministrator});
    RoleSet all;
    for (const RoleInfo &info : allRoles())
        all.insert(info.role);
    QCOMPARE(all.toVector().size(), size_t(roleCount));
}

void TestRoles::approvers()
{
    QVERIFY(!isApprover({}));
    for (const RoleInfo &info : allRoles()) {
        const bool wanted =
            info.role == Role::GlobalAdministrator || info.role == Role::LockboxApprover;
        QCOMPARE(isApprover({info.role}), wanted);
        QVERIFY(isApprover({info.role, Role::LockboxApprover}));
    }
}

void TestRoles::sides()
{
    for (Side side : {Side::Customer, Side::Provider})
        QCOMPARE(sideOf({}, side), side);
    for (const RoleInfo &info : allRoles()) {
        for (Side side : {Side::Customer, Side::Provider})
            QCOMPARE(sideOf({info.role}, side), info.side);
    }
    QCOMPARE(toSlug(Side::Customer), QStringLiteral("customer"));
    QCOMPARE(toSlug(Side::Provider), QStringLiteral("provider"));
    QVERIFY(checkRoles({}).has_value());
    const auto mixed = checkRoles({Role::Manager, Role::GlobalReader});
    QVERIFY(!mixed.has_value());
    QCOMPARE(mixed.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(mixed.error().message,
             QStringLiteral("manager is a role of the provider and can't be combined with "
                            "global-reader, a role of the customer"));
}

void TestRoles::actors()
{
    const User user{.userPrincipalName = QStringLiteral("alex@contoso.example"),
                    .displayName = QStringLiteral("Alex"),
                    .email = QStringLiteral("a@x.example"),
                    .alternateEmail = {},
                    .side = Side::Customer,
                    .roles = {Role::LockboxApprover}};
    const Actor actor = toActor(user);
    QCOMPARE(actor.userPrincipalName, user.userPrincipalName);
    QCOMPARE(actor.displayName, user.displayName);
    QCOMPARE(actor.roles, user.roles);
}

QTEST_GUILESS_MAIN(TestRoles)
#include "tst_roles.moc"
