#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace lockbox::httpd {

/// Ends connections that take too long, however busy they look: each question must have come as a whole, and each answer have left, within a time.
/// A timeout that begins anew with each byte leaves a connection to whoever sends one now and then. Safe to call from any thread.
class SlowGuard
{
public:
    explicit SlowGuard(std::chrono::milliseconds longest);
    ~SlowGuard();
    SlowGuard(const SlowGuard &) = delete;
    SlowGuard &operator=(const SlowGuard &) = delete;

    /// From now on the time runs for what comes or leaves on this socket.
    void begin(int socket);
    /// The service itself has it in hand.
    void pause(int socket);
    /// To be called before the socket is closed.
    void forget(int socket);

private:
    using Time = std::chrono::steady_clock::time_point;

    void watch(const std::stop_token &stop);

    const std::chrono::milliseconds m_longest;
    std::mutex m_mutex;
    std::condition_variable_any m_sleep;
    std::unordered_map<int, Time> m_ends; ///< Paused: the latest time there is.
    std::jthread m_thread;
};

} // namespace lockbox::httpd
