#pragma once

#include <mutex>
#include <stop_token>

namespace lockbox {

/// Ends questions that are under way to a service, from another thread: those of a line that is known to be dead, so that they are asked again
/// on a new one, or all of them for good. Shared by all who ask; safe to use from several threads.
class LineBreaker
{
public:
    /// Stopped when what is under way now is to be given up.
    std::stop_token token() const
    {
        const std::lock_guard lock(m_mutex);
        return m_source.get_token();
    }
    /// What is under way is given up, and its connection. What may be asked again is, on a new one.
    void renew()
    {
        std::stop_source old;
        {
            const std::lock_guard lock(m_mutex);
            if (m_isClosed)
                return;
            std::swap(old, m_source);
        }
        old.request_stop();
    }
    /// Nothing is asked any more: each question is Interrupted.
    void close()
    {
        std::stop_source last;
        {
            const std::lock_guard lock(m_mutex);
            m_isClosed = true;
            last = m_source;
        }
        last.request_stop();
    }
    bool isClosed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_isClosed;
    }

private:
    mutable std::mutex m_mutex;
    std::stop_source m_source;
    bool m_isClosed = false;
};

} // namespace lockbox
