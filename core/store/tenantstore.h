#pragma once

#include "core/domain/policy.h"
#include "core/domain/tenant.h"
#include "core/store/database.h"

namespace lockbox {

/// A tenant as it is stored.
struct TenantRow {
    qint64 key = 0;
    Tenant tenant;
    Policy policy;
    bool demo = false;
    std::chrono::milliseconds clockOffset{0};
};

/// The tenant's row: who it is, its policy, a demo's clock.
class TenantStore
{
public:
    explicit TenantStore(Database &database) : m_database(database) {}

    /// With settings for notices, and an empty log, whose public key is `verifier` (empty: it has none).
    Result<qint64> insert(const Tenant &tenant, const Policy &policy, bool demo,
                          const QString &verifier = {});
    /// The store's tenant. StoreDamaged where there is none.
    Result<TenantRow> first();
    Result<void> updatePolicy(qint64 tenant, const Policy &policy);
    /// Demo stores only; NotSupported otherwise.
    Result<void> updateClockOffset(qint64 tenant, std::chrono::milliseconds offset);

private:
    Database &m_database;
};

} // namespace lockbox
