#pragma once

#include "core/service/doors.h"

#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>

namespace lockbox {

/// Keeps doors open that were used before: at most so many in all, those that were not used for longest are closed for others. Safe to call from any
/// thread.
class DoorPool
{
public:
    /// Opens a tenant's door.
    using Opener = std::function<Result<std::unique_ptr<Door>>(const TenantId &tenant)>;

    DoorPool(Opener opener, size_t most) : m_opener(std::move(opener)), m_most(most) {}
    /// All doors must have come back.
    ~DoorPool() = default;
    DoorPool(const DoorPool &) = delete;
    DoorPool &operator=(const DoorPool &) = delete;

    /// One that nobody else has; comes back when it is let go. Waits a while where all are in use; then StoreLocked.
    Result<std::shared_ptr<Door>> take(const TenantId &tenant);
    /// Opens one already, so that it is known whether that can be done.
    Result<void> prepare(const TenantId &tenant);
    size_t open() const;

private:
    std::unique_ptr<Door> idleOf(const TenantId &tenant);
    Result<void> makeRoom(std::unique_lock<std::mutex> &lock);
    std::shared_ptr<Door> lent(std::unique_ptr<Door> door);
    void giveBack(Door *door);

    Opener m_opener;
    size_t m_most;
    mutable std::mutex m_mutex;
    std::condition_variable m_back;
    std::list<std::unique_ptr<Door>> m_idle; ///< The one that was used last is at the end.
    size_t m_taken = 0;
};

} // namespace lockbox
