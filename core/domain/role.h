#pragma once

#include "core/base/result.h"

#include <QString>

#include <initializer_list>
#include <vector>

namespace lockbox {

/// Which side of the workflow a person stands on. Nobody stands on both.
enum class Side { Customer, Provider };

/// The roles a user can hold. The first four matter here; the other customer roles are shown so that the Users blade is
/// true. Values are bit numbers and never change: stores hold slugs, RoleSet holds bits.
enum class Role {
    GlobalAdministrator,
    LockboxApprover,
    GlobalReader,
    SecurityReader,
    BillingAdministrator,
    ExchangeAdministrator,
    SharePointAdministrator,
    UserAdministrator,
    PasswordAdministrator,
    HelpdeskAdministrator,
    ServiceSupportAdministrator,
    SecurityAdministrator,
    TeamsAdministrator,
    Engineer, ///< Provider: files requests.
    Manager,  ///< Provider: approves or rejects what an engineer filed.
};

/// What is known of a role. `templateId` is Microsoft's public role template id; empty for the provider's roles.
struct RoleInfo {
    Role role;
    const char *slug;
    const char *name;
    const char *templateId;
    Side side;
};

/// Every role, in the order of the enum.
const std::vector<RoleInfo> &allRoles();
const RoleInfo &roleInfo(Role role);
QString toSlug(Role role);
QString displayName(Role role);

/// Finds a role by slug, display name (any case) or template id.
Result<Role> parseRole(QStringView text);

/// A set of roles; a plain value.
class RoleSet
{
public:
    RoleSet() = default;
    RoleSet(std::initializer_list<Role> roles)
    {
        for (Role role : roles)
            insert(role);
    }

    bool contains(Role role) const { return m_bits & bit(role); }
    bool containsAny(RoleSet other) const { return m_bits & other.m_bits; }
    bool isEmpty() const { return m_bits == 0; }
    void insert(Role role) { m_bits |= bit(role); }
    void remove(Role role) { m_bits &= ~bit(role); }
    std::vector<Role> toVector() const;
    QStringList slugs() const;

    bool operator==(const RoleSet &) const = default;

private:
    static quint32 bit(Role role) { return 1U << static_cast<unsigned>(role); }
    quint32 m_bits = 0;
};

} // namespace lockbox
