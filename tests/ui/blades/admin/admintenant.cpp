#include "tests/ui/blades/admin/admintenant.h"

#include <QTest>

namespace lockbox::ui {

namespace {

/// A value that the test can't go on without.
template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}

User person(const QString &name, const QString &email, const RoleSet &roles)
{
    return {.userPrincipalName = email,
            .displayName = name,
            .email = email,
            .alternateEmail = {},
            .side = sideOf(roles, Side::Customer),
            .roles = roles};
}

StoreSeed seedOf(const Policy &policy)
{
    StoreSeed seed;
    seed.tenant = {.id = TenantId(RandomIdSource().next()),
                   .name = QStringLiteral("Contoso"),
                   .domain = QStringLiteral("contoso.com"),
                   .provider = QStringLiteral("Fabrikam")};
    seed.policy = policy;
    seed.users = {
        person(QStringLiteral("Ada Admin"), AdminTenant::admin(), {Role::GlobalAdministrator}),
        person(QStringLiteral("Abe Approver"), AdminTenant::approver(), {Role::LockboxApprover}),
        person(QStringLiteral("Rita Reader"), AdminTenant::reader(), {Role::SecurityReader}),
        person(QStringLiteral("Paul Plain"), AdminTenant::plain(), {}),
        person(QStringLiteral("Eve Engineer"), AdminTenant::engineer(), {Role::Engineer}),
        person(QStringLiteral("Max Manager"), AdminTenant::manager(), {Role::Manager})};
    User mute = person(QStringLiteral("Mia Mute"), QStringLiteral("mia@contoso.com"),
                       {Role::LockboxApprover});
    mute.email.clear();
    seed.users.push_back(mute);
    return seed;
}

} // namespace

Policy AdminTenant::policyOn()
{
    Policy policy;
    policy.requireApproval = true;
    return policy;
}

AdminTenant::AdminTenant(const Policy &policy)
    : m_path(m_folder.filePath(QStringLiteral("contoso.lockbox")))
{
    if (const auto made = createLocalStore(m_path, seedOf(policy)); !made)
        qFatal("%s", qPrintable(made.error().message));
    m_door = need(openLocalStore(m_path));
}

ServiceFactory AdminTenant::factory() const
{
    return [path = m_path] { return openLocalStore(path); };
}

std::unique_ptr<ConsoleContext> AdminTenant::signIn(const QString &userPrincipalName)
{
    auto context = std::make_unique<ConsoleContext>(factory());
    context->setInfo(need(m_door->info()));
    context->setAccount(stored(userPrincipalName));
    return context;
}

User AdminTenant::stored(const QString &userPrincipalName)
{
    return need(m_door->account({userPrincipalName}));
}

Policy AdminTenant::storedPolicy()
{
    return need(m_door->policy({admin()}));
}

AccessRequest AdminTenant::waiting(const QString &reference)
{
    const AccessRequest filed =
        need(m_door->submitRequest({engineer()}, {.reference = reference,
                                                  .service = QStringLiteral("Exchange"),
                                                  .reason = QStringLiteral("Mail flow is broken"),
                                                  .duration = std::chrono::hours(2)}));
    return need(m_door->authorizeRequest({manager()}, filed.id.toString(), {}));
}

AccessRequest AdminTenant::open(const QString &reference)
{
    const AccessRequest request = waiting(reference);
    return need(m_door->approveRequest({admin()}, request.id.toString(), {}));
}

} // namespace lockbox::ui
