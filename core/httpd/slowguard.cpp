#include "core/httpd/slowguard.h"

#include "core/httpd/socketaddress.h"

#include <algorithm>

namespace lockbox::httpd {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

SlowGuard::SlowGuard(std::chrono::milliseconds longest)
    : m_longest(longest), m_thread([this](const std::stop_token &stop) { watch(stop); })
{}

SlowGuard::~SlowGuard()
{
    m_thread.request_stop();
    m_thread.join();
}

void SlowGuard::begin(int socket)
{
    const std::lock_guard lock(m_mutex);
    m_ends[socket] = steady_clock::now() + m_longest;
}

void SlowGuard::pause(int socket)
{
    const std::lock_guard lock(m_mutex);
    m_ends[socket] = Time::max();
}

void SlowGuard::forget(int socket)
{
    const std::lock_guard lock(m_mutex);
    m_ends.erase(socket);
}

void SlowGuard::watch(const std::stop_token &stop)
{
    const auto pace = std::clamp<std::chrono::milliseconds>(m_longest / 10, 10ms, 1000ms);
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        m_sleep.wait_for(lock, stop, pace, [] { return false; });
        const auto now = steady_clock::now();
        for (auto &[socket, end] : m_ends) {
            if (end > now)
                continue;
            // Whoever waits on it sees its end, and closes it.
            endSocket(socket);
            end = Time::max();
        }
    }
}

} // namespace lockbox::httpd
