#pragma once

#include "core/service/doorpool.h"
#include "core/service/locallockbox.h"

namespace lockbox {

/// The only tenant of a store's file.
class FileDoors final : public Doors
{
public:
    /// Opens the store once, so that what is wrong with it shows at once.
    static Result<std::unique_ptr<FileDoors>> open(const QString &path, const LocalOptions &options,
                                                   const SignInOptions &signIns, size_t most);

    Result<std::shared_ptr<Door>> open(const TenantId &tenant) override;
    Result<std::vector<Tenant>> tenants() override { return std::vector{m_tenant}; }
    Result<std::vector<TenantId>> tenantsOf(const QString &) override
    {
        return std::vector{m_tenant.id};
    }
    Result<TenantId> tenantOfCode(const QByteArray &) override { return m_tenant.id; }

private:
    FileDoors(DoorPool::Opener opener, size_t most, Tenant tenant)
        : m_tenant(std::move(tenant)), m_pool(std::move(opener), most)
    {}

    Tenant m_tenant;
    DoorPool m_pool;
};

} // namespace lockbox
