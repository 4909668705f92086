#include "core/httpd/httpserver.h"

#include "core/httpd/clientcertificate.h"
#include "core/httpd/head.h"
#include "core/httpd/socketaddress.h"

#include <microhttpd.h>

namespace lockbox::httpd {

using std::chrono::steady_clock;

/// How long answers may take to leave when the server ends.
constexpr std::chrono::seconds longestGoodbye{5};

/// One question on its way from a connection to a worker and back. Made when its first line was read, gone when the connection is done with it.
class HttpServer::Exchange
{
public:
    ~Exchange()
    {
        if (m_isAsked)
            --m_server.m_open;
        m_server.m_bodies -= m_question.body.size();
    }
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;
    Exchange(HttpServer &server, const char *uri) : m_server(server)
    {
        if (auto ok = readTarget(uri, m_question); !ok)
            m_refusal = api::problem(ok.error());
    }

    MHD_Result take(MHD_Connection *connection, const char *method, const char *version,
                    const char *data, size_t *size);

private:
    void readHead(MHD_Connection *connection, const char *method, const char *version);
    void readBody(const char *data, qsizetype size);
    void readCertificate(MHD_Connection *connection);
    MHD_Result ask(MHD_Connection *connection);
    MHD_Result send(MHD_Connection *connection, const api::Answer &answer);

    HttpServer &m_server;
    api::Question m_question;
    std::optional<api::Answer> m_answer;
    std::optional<api::Answer> m_refusal; ///< Of what is not even asked.
    steady_clock::time_point m_begun = steady_clock::now();
    bool m_hasHead = false;
    bool m_isAsked = false;
};

struct Callbacks {
    using Exchange = HttpServer::Exchange;

    static void *begin(void *server, const char *uri, MHD_Connection *)
    {
        return new Exchange(*static_cast<HttpServer *>(server), uri);
    }
    static MHD_Result handle(void *, MHD_Connection *connection, const char *, const char *method,
                             const char *version, const char *data, size_t *size, void **exchange)
    {
        return static_cast<Exchange *>(*exchange)->take(connection, method, version, data, size);
    }
    static void end(void *server, MHD_Connection *connection, void **exchange,
                    MHD_RequestTerminationCode)
    {
        delete static_cast<Exchange *>(*exchange);
        *exchange = nullptr;
        static_cast<HttpServer *>(server)->m_guard.begin(socketOf(connection));
    }
    static void connection(void *server, MHD_Connection *connection, void **,
                           MHD_ConnectionNotificationCode what)
    {
        SlowGuard &guard = static_cast<HttpServer *>(server)->m_guard;
        if (what == MHD_CONNECTION_NOTIFY_STARTED)
            guard.begin(socketOf(connection));
        else
            guard.forget(socketOf(connection));
    }
    static MHD_Result addHeader(void *fields, MHD_ValueKind, const char *name, size_t nameSize,
                                const char *value, size_t valueSize)
    {
        static_cast<Fields *>(fields)->emplace_back(QByteArray(name, qsizetype(nameSize)),
                                                    QByteArray(value, qsizetype(valueSize)));
        return MHD_YES;
    }
    static int socketOf(MHD_Connection *connection)
    {
        return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    }
};

static api::Answer tooLarge()
{
    return api::problem({.code = ErrorCode::InvalidArgument,
                         .message = QStringLiteral("the body is too large"),
                         .field = QStringLiteral("body")},
                        413);
}

void HttpServer::Exchange::readHead(MHD_Connection *connection, const char *method,
                                    const char *version)
{
    m_hasHead = true;
    m_question.method = method;
    const auto *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info)
        m_question.address = addressText(info->client_addr);
    Fields fields;
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, Callbacks::addHeader, &fields);
    if (auto ok = readFields(fields, version, m_question); !ok && !m_refusal)
        m_refusal = api::problem(ok.error());
    if (!m_server.m_options.clientAuthorities.isEmpty())
        readCertificate(connection);
    bool isNumber = true;
    const QByteArray length = m_question.headers.value("content-length", "0");
    if (!m_refusal && (length.toLongLong(&isNumber) > m_server.m_options.longestBody || !isNumber))
        m_refusal = tooLarge();
}

void HttpServer::Exchange::readBody(const char *data, qsizetype size)
{
    if (m_refusal)
        return;
    if (m_question.body.size() + size > m_server.m_options.longestBody)
        m_refusal = tooLarge();
    else if (m_server.m_bodies + size > m_server.m_options.mostBodies)
        m_refusal =
            api::problem({.code = ErrorCode::StoreLocked,
                          .message = QStringLiteral("the service has too much to do just now")});
    if (m_refusal) {
        m_server.m_bodies -= m_question.body.size();
        m_question.body.clear();
        return;
    }
    m_question.body.append(data, size);
    m_server.m_bodies += size;
}

void HttpServer::Exchange::readCertificate(MHD_Connection *connection)
{
    const auto *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    if (!info || !info->tls_session)
        return;
    const auto shown =
        ClientCertificate::ofConnection(static_cast<gnutls_session_int *>(info->tls_session));
    if (!shown) {
        m_question.certificateTrouble = shown.error().message;
    } else if (*shown) {
        m_question.certificateHash = (*shown)->hash;
        m_question.certificateSubject = (*shown)->subject;
    }
}

MHD_Result HttpServer::Exchange::take(MHD_Connection *connection, const char *method,
                                      const char *version, const char *data, size_t *size)
{
    if (!m_hasHead) {
        readHead(connection, method, version);
        // Answered before the body has come, the connection ends: nobody has to read it.
        return m_refusal ? send(connection, *m_refusal) : MHD_YES;
    }
    if (*size > 0) {
        readBody(data, qsizetype(*size));
        *size = 0;
        return MHD_YES;
    }
    if (m_refusal)
        return send(connection, *m_refusal);
    if (m_answer)
        return send(connection, *m_answer);
    return ask(connection);
}

MHD_Result HttpServer::Exchange::ask(MHD_Connection *connection)
{
    // Counted before it is looked whether the server ends, so that either sees the other.
    ++m_server.m_running;
    if (m_server.m_isEnding) {
        --m_server.m_running;
        return send(connection, api::problem({.code = ErrorCode::Unreachable,
                                              .message = QStringLiteral("the service ends")}));
    }
    m_isAsked = true;
    ++m_server.m_open;
    m_server.m_guard.pause(Callbacks::socketOf(connection));
    MHD_suspend_connection(connection);
    m_server.m_workers.ask(m_question, [this, connection](api::Answer answer) {
        HttpServer &server = m_server;
        m_answer = std::move(answer);
        MHD_resume_connection(connection); // from here on this object may be gone
        --server.m_running;
    });
    return MHD_YES;
}

MHD_Result HttpServer::Exchange::send(MHD_Connection *connection, const api::Answer &answer)
{
    auto *response = MHD_create_response_from_buffer(static_cast<size_t>(answer.body.size()),
                                                     const_cast<char *>(answer.body.constData()),
                                                     MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Cache-Control", "no-store");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    // What was refused unread may have an end that others see elsewhere.
    if (m_server.m_isEnding || m_refusal)
        MHD_add_response_header(response, "Connection", "close");
    if (!answer.contentType.isEmpty())
        MHD_add_response_header(response, "Content-Type", answer.contentType.constData());
    for (const auto &[name, value] : answer.headers)
        MHD_add_response_header(response, name.constData(), value.constData());
    const MHD_Result sent =
        MHD_queue_response(connection, static_cast<unsigned>(answer.status), response);
    MHD_destroy_response(response);
    m_server.m_guard.begin(Callbacks::socketOf(connection));
    if (m_server.m_log)
        m_server.m_log({.method = m_question.method,
                        .path = m_question.path,
                        .status = answer.status,
                        .address = m_question.address,
                        .took = std::chrono::duration_cast<std::chrono::microseconds>(
                            steady_clock::now() - m_begun)});
    return sent;
}

Result<void> checkListening(const HttpOptions &options)
{
    const auto address = SocketAddress::of(options.address, options.port);
    if (!address)
        return failure(address);
    if (options.certificate.isEmpty() && !address->isLoopback())
        return invalid(QStringLiteral("certificate"),
                       QStringLiteral("%1 is no loopback address: without a certificate everybody "
                                      "on the way could read along")
                           .arg(options.address));
    return {};
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpOptions &options, Workers &workers,
                                                      Log log)
{
    if (auto ok = checkListening(options); !ok)
        return failure(ok);
    const auto address = SocketAddress::of(options.address, options.port);
    if (!address)
        return failure(address);
    std::unique_ptr<HttpServer> server(new HttpServer(options, workers, std::move(log)));
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
    std::vector<MHD_OptionItem> items{
        {MHD_OPTION_CONNECTION_LIMIT, intptr_t(options.mostConnections), nullptr},
        {MHD_OPTION_PER_IP_CONNECTION_LIMIT, intptr_t(options.mostConnectionsOfAddress), nullptr},
        {MHD_OPTION_CONNECTION_TIMEOUT, intptr_t(options.patience.count()), nullptr},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, 32 << 10, nullptr},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, nullptr},
        {MHD_OPTION_SOCK_ADDR, 0, const_cast<sockaddr *>(address->get())},
        {MHD_OPTION_URI_LOG_CALLBACK, intptr_t(&Callbacks::begin), server.get()},
        {MHD_OPTION_NOTIFY_COMPLETED, intptr_t(&Callbacks::end), server.get()},
        {MHD_OPTION_NOTIFY_CONNECTION, intptr_t(&Callbacks::connection), server.get()},
    };
    if (address->isIpv6())
        flags |= MHD_USE_IPv6;
    if (!options.certificate.isEmpty()) {
        flags |= MHD_USE_TLS;
        auto certificate = ServerCertificate::of(options.certificate, options.key);
        if (!certificate)
            return failure(certificate);
        server->m_certificates = std::make_unique<CertificateSource>(std::move(*certificate));
        for (const MHD_OptionItem &item : server->m_certificates->options())
            items.push_back(item);
        if (!options.clientAuthorities.isEmpty()) {
            if (auto ok = checkAuthorities(options.clientAuthorities); !ok)
                return failure(ok);
            items.push_back(
                {MHD_OPTION_HTTPS_MEM_TRUST, 0, server->m_options.clientAuthorities.data()});
        }
        items.push_back({MHD_OPTION_HTTPS_PRIORITIES, 0,
                         const_cast<char *>("NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2")});
    }
    items.push_back({MHD_OPTION_END, 0, nullptr});
    server->m_daemon = MHD_start_daemon(flags, options.port, nullptr, nullptr, &Callbacks::handle,
                                        nullptr, MHD_OPTION_ARRAY, items.data(), MHD_OPTION_END);
    if (!server->m_daemon)
        return failure(
            ErrorCode::Unreachable,
            QStringLiteral("can't listen on %1 port %2: the port is taken or not allowed, "
                           "or the address is not this machine's")
                .arg(options.address)
                .arg(options.port));
    return server;
}

HttpServer::~HttpServer()
{
    if (!m_daemon)
        return;
    m_isEnding = true;
    const MHD_socket listening = MHD_quiesce_daemon(m_daemon);
    endSocket(listening);
    m_workers.endWaiting();
    while (m_running > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    // Who does not take its answer is not waited for.
    const auto end = steady_clock::now() + longestGoodbye;
    while (m_open > 0 && steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    MHD_stop_daemon(m_daemon);
    closeSocket(listening);
}

void HttpServer::use(CertificateSource::Certificate certificate)
{
    if (m_certificates && certificate)
        m_certificates->exchange(std::move(certificate));
}

CertificateSource::Certificate HttpServer::certificate() const
{
    return m_certificates ? m_certificates->current() : nullptr;
}

quint16 HttpServer::port() const
{
    const auto *info = MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}

} // namespace lockbox::httpd
