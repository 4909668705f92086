#pragma once

#include <QByteArray>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace lockbox::bench {

/// Many connections to one service on loopback from one thread, each with TLS and a question at a time. Any failure ends the program.
class Swarm
{
public:
    using Answered = std::function<void(size_t connection, int status, const QByteArray &body)>;

    Swarm(const QByteArray &caFile, int port, Answered answered);
    ~Swarm();
    Swarm(const Swarm &) = delete;
    Swarm &operator=(const Swarm &) = delete;

    /// Opens so many connections, and waits until all are secure.
    void open(size_t count);
    size_t size() const { return m_connections.size(); }
    void ask(size_t connection, const QByteArray &question);
    /// Reads what comes, for so long.
    void runFor(std::chrono::milliseconds time);
    /// Reads what comes until `isDone`, for so long at most.
    void run(const std::function<bool()> &isDone, std::chrono::seconds patience);

private:
    struct Connection;

    void connect();
    void shakeHands(Connection &connection);
    void read(Connection &connection);
    void write(Connection &connection);
    void takeAnswers(Connection &connection);
    void step(std::chrono::milliseconds wait);

    int m_epoll = -1;
    int m_port;
    Answered m_answered;
    void *m_context = nullptr;
    std::vector<std::unique_ptr<Connection>> m_connections;
    size_t m_secure = 0;
};

} // namespace lockbox::bench
