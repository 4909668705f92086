#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace lockbox::demo {

/// Hands things from one thread to another, a few at a time: who is faster waits.
template<typename T>
class Handover
{
public:
    /// False where nobody will take it any more.
    bool give(T thing)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_closed || m_things.size() < most; });
        if (m_closed)
            return false;
        m_things.push_back(std::move(thing));
        m_changed.notify_all();
        return true;
    }

    /// Nothing where no more will come.
    std::optional<T> take()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_closed || !m_things.empty(); });
        if (m_things.empty())
            return std::nullopt;
        std::optional<T> thing(std::move(m_things.front()));
        m_things.pop_front();
        m_changed.notify_all();
        return thing;
    }

    /// Either side may end it; what was given can still be taken.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

private:
    static constexpr size_t most = 8;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<T> m_things;
    bool m_closed = false;
};

} // namespace lockbox::demo
