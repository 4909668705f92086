#include "tests/bench/swarm.h"

#include <QtGlobal>

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lockbox::bench {

struct Swarm::Connection {
    size_t number = 0;
    int socket = -1;
    SSL *ssl = nullptr;
    bool isSecure = false;
    QByteArray toSend;
    QByteArray received;

    ~Connection()
    {
        SSL_free(ssl);
        if (socket >= 0)
            ::close(socket);
    }
};

Swarm::Swarm(const QByteArray &caFile, int port, Answered answered)
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC)), m_port(port), m_answered(std::move(answered))
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    // Five thousand idle connections need no buffers.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE
                                  | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    if (SSL_CTX_load_verify_locations(context, caFile.constData(), nullptr) != 1)
        qFatal("%s holds no certificates", caFile.constData());
    m_context = context;
}

Swarm::~Swarm()
{
    m_connections.clear();
    SSL_CTX_free(static_cast<SSL_CTX *>(m_context));
    ::close(m_epoll);
}

void Swarm::connect()
{
    auto connection = std::make_unique<Connection>();
    connection->number = m_connections.size();
    connection->socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(m_port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connection->socket < 0
        || ::connect(connection->socket, reinterpret_cast<sockaddr *>(&address), sizeof address)
               != 0)
        qFatal("connection %zu: %s", connection->number, std::strerror(errno));
    const int yes = 1;
    ::setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    connection->ssl = SSL_new(static_cast<SSL_CTX *>(m_context));
    SSL_set_fd(connection->ssl, connection->socket);
    SSL_set_tlsext_host_name(connection->ssl, "localhost");
    SSL_set1_host(connection->ssl, "localhost");
    timeval patience{.tv_sec = 60, .tv_usec = 0};
    ::setsockopt(connection->socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    m_connections.push_back(std::move(connection));
}

void Swarm::shakeHands(Connection &connection)
{
    if (SSL_connect(connection.ssl) != 1)
        qFatal("connection %zu has no TLS: %s", connection.number,
               ERR_error_string(ERR_get_error(), nullptr));
    connection.isSecure = true;
    ++m_secure;
    const int flags = ::fcntl(connection.socket, F_GETFL);
    ::fcntl(connection.socket, F_SETFL, flags | O_NONBLOCK);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &connection;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, connection.socket, &event);
}

void Swarm::open(size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        connect();
        shakeHands(*m_connections.back());
    }
}

void Swarm::ask(size_t connection, const QByteArray &question)
{
    Connection &one = *m_connections.at(connection);
    one.toSend += question;
    write(one);
}

void Swarm::write(Connection &connection)
{
    while (!connection.toSend.isEmpty()) {
        const int sent = SSL_write(connection.ssl, connection.toSend.constData(),
                                   static_cast<int>(connection.toSend.size()));
        if (sent <= 0)
            qFatal("connection %zu takes nothing", connection.number);
        connection.toSend.remove(0, sent);
    }
}

void Swarm::takeAnswers(Connection &connection)
{
    QByteArray &bytes = connection.received;
    for (;;) {
        const qsizetype head = bytes.indexOf("\r\n\r\n");
        if (head < 0)
            return;
        const qsizetype name = bytes.left(head).toLower().indexOf("content-length:");
        const qsizetype end = bytes.indexOf("\r\n", name);
        const qsizetype length =
            name < 0 ? 0 : bytes.mid(name + 15, end - name - 15).trimmed().toLongLong();
        const qsizetype whole = head + 4 + length;
        if (bytes.size() < whole)
            return;
        const int status = bytes.mid(9, 3).toInt();
        const QByteArray body = bytes.mid(head + 4, length);
        bytes.remove(0, whole);
        m_answered(connection.number, status, body);
    }
}

void Swarm::read(Connection &connection)
{
    char buffer[16384];
    for (;;) {
        const int got = SSL_read(connection.ssl, buffer, sizeof buffer);
        if (got > 0) {
            connection.received.append(buffer, got);
            continue;
        }
        if (SSL_get_error(connection.ssl, got) != SSL_ERROR_WANT_READ)
            qFatal("connection %zu was closed", connection.number);
        break;
    }
    takeAnswers(connection);
}

void Swarm::step(std::chrono::milliseconds wait)
{
    epoll_event events[256];
    const int count = ::epoll_wait(m_epoll, events, 256, static_cast<int>(wait.count()));
    for (int i = 0; i < count; ++i)
        read(*static_cast<Connection *>(events[i].data.ptr));
}

void Swarm::runFor(std::chrono::milliseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end)
        step(std::chrono::milliseconds(5));
}

void Swarm::run(const std::function<bool()> &isDone, std::chrono::seconds patience)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!isDone()) {
        if (std::chrono::steady_clock::now() > end)
            qFatal("no answer in time");
        step(std::chrono::milliseconds(100));
    }
}

} // namespace lockbox::bench
