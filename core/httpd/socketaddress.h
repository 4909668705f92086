#pragma once

#include "core/base/result.h"

#include <sys/socket.h>

namespace lockbox::httpd {

/// An address to listen on.
class SocketAddress
{
public:
    /// `address` is a number ("127.0.0.1", "::1"), no name.
    static Result<SocketAddress> of(const QString &address, quint16 port);

    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&m_storage); }
    bool isIpv6() const { return m_storage.ss_family == AF_INET6; }
    bool isLoopback() const;

private:
    sockaddr_storage m_storage{};
};

/// The address without its port.
QString addressText(const sockaddr *address);

/// Ends it in both directions. Who comes to one that listens is refused from now on; else they would wait for an answer that never comes.
void endSocket(int socket);
void closeSocket(int socket);

} // namespace lockbox::httpd
