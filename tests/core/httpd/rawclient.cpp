#include "tests/core/httpd/rawclient.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace lockbox::test {

using std::chrono::steady_clock;

RawClient::RawClient(int port) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("nobody listens at port %d", port);
}

RawClient::RawClient(RawClient &&other) noexcept
    : m_socket(std::exchange(other.m_socket, -1)), m_isClosed(other.m_isClosed)
{}

RawClient::~RawClient()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

bool RawClient::send(const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const auto count = ::send(m_socket, bytes.constData() + sent,
                                  static_cast<size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        sent += count;
    }
    return true;
}

QByteArray RawClient::read(qsizetype most, std::chrono::milliseconds patience)
{
    pollfd look{.fd = m_socket, .events = POLLIN, .revents = 0};
    if (m_isClosed || ::poll(&look, 1, int(patience.count())) <= 0)
        return {};
    QByteArray bytes(most, Qt::Uninitialized);
    const auto count = ::recv(m_socket, bytes.data(), static_cast<size_t>(most), 0);
    m_isClosed = count <= 0;
    bytes.truncate(std::max<qsizetype>(count, 0));
    return bytes;
}

QByteArray RawClient::receive(int answers, std::chrono::milliseconds patience)
{
    QByteArray all;
    const auto end = steady_clock::now() + patience;
    while (!m_isClosed && statuses(all).size() < answers) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - steady_clock::now());
        if (left.count() <= 0)
            break;
        all += read(65536, left);
    }
    return all;
}

QList<int> RawClient::statuses(const QByteArray &bytes)
{
    QList<int> all;
    qsizetype at = 0;
    while (bytes.mid(at, 9) == "HTTP/1.1 ") {
        const qsizetype end = bytes.indexOf("\r\n\r\n", at);
        if (end < 0)
            break;
        qsizetype length = 0;
        for (const QByteArray &line : bytes.mid(at, end - at).split('\n')) {
            if (line.toLower().startsWith("content-length:"))
                length = line.mid(15).trimmed().toLongLong();
        }
        if (bytes.size() < end + 4 + length)
            break;
        all.append(bytes.mid(at + 9, 3).toInt());
        at = end + 4 + length;
    }
    return all;
}

} // namespace lockbox::test
