#include "app/daemon/tcpconnection.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

namespace lockbox::daemon {

namespace {

QString words(int error)
{
    return qt_error_string(error);
}

/// 0, or what is wrong (errno).
int connectTo(const addrinfo &address, std::chrono::milliseconds patience)
{
    const int socket = ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0)
        return errno;
    int error = ::connect(socket, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
    if (error == EINPROGRESS) {
        pollfd waiting{.fd = socket, .events = POLLOUT, .revents = 0};
        socklen_t size = sizeof error;
        if (::poll(&waiting, 1, int(patience.count())) < 1)
            error = ETIMEDOUT;
        else if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
            error = errno;
    }
    ::close(socket);
    return error;
}

} // namespace

Result<void> tryConnection(const QString &host, int port, std::chrono::milliseconds patience)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo *found = nullptr;
    const int code = getaddrinfo(host.toUtf8().constData(), QByteArray::number(port).constData(),
                                 &hints, &found);
    if (code != 0)
        return failure(ErrorCode::Unreachable, QString::fromLocal8Bit(gai_strerror(code)));
    const std::unique_ptr<addrinfo, void (*)(addrinfo *)> all(found, freeaddrinfo);
    int error = 0;
    for (const addrinfo *one = found; one; one = one->ai_next) {
        error = connectTo(*one, patience);
        if (error == 0)
            return {};
    }
    return failure(ErrorCode::Unreachable, words(error));
}

} // namespace lockbox::daemon
