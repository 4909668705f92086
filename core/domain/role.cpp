#include "core/domain/role.h"

namespace lockbox {

// Template ids: Microsoft Entra built-in roles, as published in its documentation.
const std::vector<RoleInfo> &allRoles()
{
    static const std::vector<RoleInfo> roles = {
        {Role::GlobalAdministrator, "global-administrator", "Global administrator",
         "62e90394-69f5-4237-9190-012177145e10", Side::Customer},
        {Role::LockboxApprover, "customer-lockbox-access-approver",
         "Customer Lockbox access approver", "5c4f9dcd-47dc-4cf7-8c9a-9e4207cbfc91",
         Side::Customer},
        {Role::GlobalReader, "global-reader", "Global reader",
         "f2ef992c-3afb-46b9-b7cf-a126ee74c451", Side::Customer},
        {Role::SecurityReader, "security-reader", "Security reader",
         "5d6b6bb7-de71-4623-b4af-96380a352509", Side::Customer},
        {Role::BillingAdministrator, "billing-administrator", "Billing administrator",
         "b0f54661-2d74-4c50-afa3-1ec803f12efe", Side::Customer},
        {Role::ExchangeAdministrator, "exchange-administrator", "Exchange administrator",
         "29232cdf-9323-42fd-ade2-1d097af3e4de", Side::Customer},
        {Role::SharePointAdministrator, "sharepoint-administrator", "SharePoint administrator",
         "f28a1f50-f6e7-4571-818b-6a12f2af6b6c", Side::Customer},
        {Role::UserAdministrator, "user-administrator", "User management administrator",
         "fe930be7-5e62-47db-91af-98c3a49a38b1", Side::Customer},
        {Role::PasswordAdministrator, "password-administrator", "Password administrator",
         "966707d0-3269-4727-9be2-8c3a10f19b9d", Side::Customer},
        {Role::HelpdeskAdministrator, "helpdesk-administrator", "Helpdesk administrator",
         "729827e3-9c14-49f7-bb1b-9608f156bbb8", Side::Customer},
        {Role::ServiceSupportAdministrator, "service-support-administrator",
         "Service support administrator", "f023fd81-a637-4b56-95fd-791ac0226033", Side::Customer},
        {Role::SecurityAdministrator, "security-administrator", "Security administrator",
         "194ae4cb-b126-40b2-bd5b-6091b380977d", Side::Customer},
        {Role::TeamsAdministrator, "teams-administrator", "Teams administrator",
         "69091246-20e8-4a56-aa4d-066075b2a7a8", Side::Customer},
        {Role::Engineer, "engineer", "Engineer", "", Side::Provider},
        {Role::Manager, "manager", "Manager", "", Side::Provider},
    };
    return roles;
}

const RoleInfo &roleInfo(Role role)
{
    return allRoles().at(static_cast<size_t>(role));
}

QString toSlug(Role role)
{
    return QString::fromLatin1(roleInfo(role).slug);
}

QString displayName(Role role)
{
    return QString::fromLatin1(roleInfo(role).name);
}

Result<Role> parseRole(QStringView text)
{
    const auto is = [text](const char *name) {
        return *name && text.compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
    };
    for (const RoleInfo &info : allRoles()) {
        if (is(info.slug) || is(info.name) || is(info.templateId))
            return info.role;
    }
    return invalid(QStringLiteral("role"), QStringLiteral("there is no role \"%1\"").arg(text));
}

std::vector<Role> RoleSet::toVector() const
{
    std::vector<Role> roles;
    for (const RoleInfo &info : allRoles()) {
        if (contains(info.role))
            roles.push_back(info.role);
    }
    return roles;
}

QStringList RoleSet::slugs() const
{
    QStringList slugs;
    for (Role role : toVector())
        slugs.append(toSlug(role));
    return slugs;
}

} // namespace lockbox
