#pragma once

#include "core/domain/role.h"

namespace lockbox {

/// A person known to a tenant: the customer's, or the provider's.
struct User {
    QString userPrincipalName; ///< Unique within the tenant, any case; kept as first written.
    QString displayName;
    QString
        email; ///< May be empty, or (from a directory import) ill-formed: then nothing can be delivered.
    QString alternateEmail; ///< Used when `email` is missing. May be empty.
    Side side = Side::Customer;
    RoleSet roles;

    bool operator==(const User &) const = default;
};

/// What the acting person is at the moment of acting.
struct Actor {
    QString userPrincipalName;
    QString displayName;
    RoleSet roles;
    QString method;  ///< How a service was shown who it is (Event::method); empty without one.
    QString address; ///< From where.

    bool operator==(const Actor &) const = default;
};

Actor toActor(const User &user);
QString toSlug(Side side);

/// True for global administrators and Customer Lockbox access approvers: those who are asked, and may decide.
bool isApprover(const RoleSet &roles);

/// Where notices to this user go: the first well-formed of `email` and `alternateEmail`, or empty.
QString deliverableAddress(const User &user);

/// Checks that `roles` fit together: provider's and customer's roles don't mix.
Result<void> checkRoles(const RoleSet &roles);

/// The side that follows from `roles`; `current` where there are none.
Side sideOf(const RoleSet &roles, Side current);

} // namespace lockbox
