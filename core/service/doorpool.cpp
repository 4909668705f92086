#include "core/service/doorpool.h"

#include <algorithm>

namespace lockbox {

using namespace std::chrono_literals;

/// How long somebody waits for a door while all are in use.
constexpr std::chrono::seconds patience = 30s;

std::unique_ptr<Door> DoorPool::idleOf(const TenantId &tenant)
{
    const auto found = std::find_if(m_idle.rbegin(), m_idle.rend(),
                                    [&](const auto &door) { return door->tenant.id == tenant; });
    if (found == m_idle.rend())
        return nullptr;
    auto door = std::move(*found);
    m_idle.erase(std::next(found).base());
    return door;
}

/// Until there may be one more.
Result<void> DoorPool::makeRoom(std::unique_lock<std::mutex> &lock)
{
    while (m_idle.size() + m_taken >= m_most) {
        if (m_idle.empty()) {
            if (m_back.wait_for(lock, patience) == std::cv_status::timeout)
                return failure(ErrorCode::StoreLocked,
                               QStringLiteral("the service has too much to do just now"));
            continue;
        }
        auto oldest = std::move(m_idle.front());
        m_idle.pop_front();
        ++m_taken; // until it is closed
        lock.unlock();
        oldest.reset();
        lock.lock();
        --m_taken;
    }
    return {};
}

Result<std::shared_ptr<Door>> DoorPool::take(const TenantId &tenant)
{
    {
        std::unique_lock lock(m_mutex);
        auto door = idleOf(tenant);
        if (!door) {
            if (auto ok = makeRoom(lock); !ok)
                return failure(ok);
            door = idleOf(tenant); // came back meanwhile
        }
        ++m_taken;
        if (door)
            return lent(std::move(door));
    }
    auto opened = m_opener(tenant);
    if (opened)
        return lent(std::move(*opened));
    {
        const std::lock_guard lock(m_mutex);
        --m_taken;
    }
    m_back.notify_one();
    return failure(opened);
}

Result<void> DoorPool::prepare(const TenantId &tenant)
{
    const auto door = take(tenant);
    return door ? Result<void>() : failure(door);
}

std::shared_ptr<Door> DoorPool::lent(std::unique_ptr<Door> door)
{
    return {door.release(), [this](Door *back) { giveBack(back); }};
}

void DoorPool::giveBack(Door *door)
{
    {
        const std::lock_guard lock(m_mutex);
        m_idle.emplace_back(door);
        --m_taken;
    }
    m_back.notify_one();
}

size_t DoorPool::open() const
{
    const std::lock_guard lock(m_mutex);
    return m_idle.size() + m_taken;
}

} // namespace lockbox
