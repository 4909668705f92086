#pragma once

#include <QByteArrayList>

#include <chrono>

namespace lockbox::test {

/// A connection on loopback that sends whatever bytes it is told, right or wrong.
class RawClient
{
public:
    explicit RawClient(int port);
    ~RawClient();
    RawClient(RawClient &&other) noexcept;
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    /// As much as the other side takes; whether that was all.
    bool send(const QByteArray &bytes);
    /// Some of what has come, or comes within that time.
    QByteArray read(qsizetype most, std::chrono::milliseconds patience);
    /// What comes, until `answers` whole ones are there, the other side closes, or the time is over.
    QByteArray receive(int answers, std::chrono::milliseconds patience = std::chrono::seconds(20));
    /// Whether the other side has closed; known after receive().
    bool isClosed() const { return m_isClosed; }

    /// The status of each whole answer in `bytes`.
    static QList<int> statuses(const QByteArray &bytes);

private:
    int m_socket = -1;
    bool m_isClosed = false;
};

} // namespace lockbox::test
