#include "core/domain/user.h"

#include "core/domain/validation.h"

#include <algorithm>

namespace lockbox {

Actor toActor(const User &user)
{
    return {.userPrincipalName = user.userPrincipalName,
            .displayName = user.displayName,
            .roles = user.roles};
}

QString toSlug(Side side)
{
    return side == Side::Provider ? QStringLiteral("provider") : QStringLiteral("customer");
}

bool isApprover(const RoleSet &roles)
{
    return roles.containsAny({Role::GlobalAdministrator, Role::LockboxApprover});
}

QString deliverableAddress(const User &user)
{
    for (const QString &address : {user.email, user.alternateEmail}) {
        if (isEmailAddress(address))
            return address;
    }
    return {};
}

Result<void> checkRoles(const RoleSet &roles)
{
    const auto held = roles.toVector();
    const auto mixed = std::find_if(held.begin(), held.end(), [&](Role role) {
        return roleInfo(role).side != roleInfo(held.front()).side;
    });
    if (mixed == held.end())
        return {};
    return invalid(
        QStringLiteral("role"),
        QStringLiteral(
            "%1 is a role of the provider and can't be combined with %2, a role of the customer")
            .arg(toSlug(*mixed), toSlug(held.front())));
}

Side sideOf(const RoleSet &roles, Side current)
{
    const auto held = roles.toVector();
    return held.empty() ? current : roleInfo(held.front()).side;
}

} // namespace lockbox
