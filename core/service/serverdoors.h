#pragma once

#include "core/service/doorpool.h"
#include "core/service/serverdirectory.h"

#include <mutex>

namespace lockbox {

/// The tenants of a store on a server. Their doors are opened when somebody comes, each on a connection of its own that sees the rows of its tenant
/// only. While it is known that the server can't be used, calls are refused at once.
class ServerDoors final : public Doors
{
public:
    /// Told of what may have changed; on any thread.
    using Listener = std::function<void(const TenantId &tenant)>;

    /// Does not connect yet. `most` doors are open at a time.
    ServerDoors(const ServerPlace &place, const LocalOptions &options, const SignInOptions &signIns,
                size_t most);

    Result<std::shared_ptr<Door>> open(const TenantId &tenant) override;
    Result<std::vector<Tenant>> tenants() override;
    Result<std::vector<TenantId>> tenantsOf(const QString &userPrincipalName) override;
    Result<TenantId> tenantOfCode(const QByteArray &codeHash) override;
    void changed(const TenantId &tenant) override;

    /// Before anybody else uses this.
    void setListener(Listener listener) { m_listener = std::move(listener); }
    /// Why the server can't be used now; nothing: it can.
    void setTrouble(const std::optional<Error> &trouble);
    std::optional<Error> trouble() const;
    size_t openDoors() const { return m_pool.open(); }

private:
    using Clock = std::chrono::steady_clock;

    Result<void> usable() const;
    /// What is known of the tenants, not older than that.
    Result<void> know(std::chrono::seconds age);
    /// As know(), anew where there is a tenant that is not known yet.
    Result<void> knowAlso(const std::vector<TenantId> &found);
    bool isServed(const TenantId &tenant) const;
    Result<std::vector<TenantId>> filledUp(std::vector<TenantId> found, const QByteArray &name);

    DoorPool m_pool;
    Listener m_listener;

    mutable std::mutex m_troubleMutex;
    std::optional<Error> m_trouble;

    std::mutex m_mutex; ///< Of all that follows.
    ServerDirectory m_directory;
    std::vector<Tenant> m_tenants;
    int m_mostOfAName = 1;
    std::optional<Clock::time_point> m_knownAt;
};

} // namespace lockbox
