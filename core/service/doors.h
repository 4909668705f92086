#pragma once

#include "core/service/locallockbox.h"
#include "core/service/signins.h"

namespace lockbox {

/// A tenant's part of a store as a service has it open: the door, and the sign-ins beside it. For one thread at a time.
struct Door {
    Tenant tenant;
    std::unique_ptr<LockboxService> service;
    std::unique_ptr<SignIns> signIns;
    StoreWatch
        watch; ///< Also writes down what the clock has done. Empty for a file, which has a watch of its own.
};

/// The tenants that a service serves. Safe to call from any thread.
class Doors
{
public:
    virtual ~Doors() = default;

    /// A door that is the caller's alone while it is held. NotFound where there is no such tenant here.
    virtual Result<std::shared_ptr<Door>> open(const TenantId &tenant) = 0;
    /// By name.
    virtual Result<std::vector<Tenant>> tenants() = 0;
    /// By its id or its domain; NotFound where there is none.
    Result<Tenant> tenant(const QString &idOrDomain);

    /// Where a user who names no tenant may be, by name: the tenants that have such a user. So that the time that it takes tells nothing, there
    /// are as many for a name that nobody has; they are then some that always are the same for this name.
    virtual Result<std::vector<TenantId>> tenantsOf(const QString &userPrincipalName) = 0;
    /// The tenant that has issued a one-time code; any where none has.
    virtual Result<TenantId> tenantOfCode(const QByteArray &codeHash) = 0;

    /// To be told when a call may have changed something in the tenant.
    virtual void changed(const TenantId &) {}
};

/// Whether the text is the tenant's id, or its domain.
bool isTenant(const Tenant &tenant, const QString &idOrDomain);

/// A number that is always the same for a text, from 0 to `count` - 1; anybody may know it.
size_t placeOf(const QByteArray &text, size_t count);

/// One door for one thread.
class OneDoor final : public Doors
{
public:
    explicit OneDoor(std::unique_ptr<Door> door) : m_door(std::move(door)) {}

    Result<std::shared_ptr<Door>> open(const TenantId &tenant) override;
    Result<std::vector<Tenant>> tenants() override { return std::vector{m_door->tenant}; }
    Result<std::vector<TenantId>> tenantsOf(const QString &) override
    {
        return std::vector{m_door->tenant.id};
    }
    Result<TenantId> tenantOfCode(const QByteArray &) override { return m_door->tenant.id; }

private:
    std::shared_ptr<Door> m_door;
};

} // namespace lockbox
