#include "core/httpd/socketaddress.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <unistd.h>

#include <cstring>

namespace lockbox::httpd {

Result<SocketAddress> SocketAddress::of(const QString &address, quint16 port)
{
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (getaddrinfo(address.toUtf8().constData(), QByteArray::number(port).constData(), &hints,
                    &found)
        != 0)
        return invalid(QStringLiteral("address"),
                       QStringLiteral("\"%1\" is no IP address").arg(address.left(128)));
    SocketAddress result;
    std::memcpy(&result.m_storage, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    return result;
}

bool SocketAddress::isLoopback() const
{
    if (isIpv6())
        return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6 &>(m_storage).sin6_addr);
    const auto &v4 = reinterpret_cast<const sockaddr_in &>(m_storage);
    return (ntohl(v4.sin_addr.s_addr) >> 24) == 127;
}

QString addressText(const sockaddr *address)
{
    char text[NI_MAXHOST] = "";
    const socklen_t size =
        address->sa_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    getnameinfo(address, size, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
    return QString::fromLatin1(text);
}

void endSocket(int socket)
{
    if (socket >= 0)
        ::shutdown(socket, SHUT_RDWR);
}

void closeSocket(int socket)
{
    if (socket >= 0)
        ::close(socket);
}

} // namespace lockbox::httpd
