#pragma once

#include "core/httpd/certificatesource.h"
#include "core/httpd/slowguard.h"
#include "core/httpd/workers.h"

#include <atomic>

struct MHD_Daemon;
struct MHD_Connection;

namespace lockbox::httpd {

/// Where and how a server listens.
struct HttpOptions {
    QString address = QStringLiteral("127.0.0.1"); ///< IPv4 or IPv6.
    quint16 port = 8443;                           ///< 0: one that is free.
    QByteArray
        certificate; ///< PEM, with the chain; empty: HTTP without TLS, on a loopback address only.
    QByteArray key;  ///< PEM.
    /// PEM: what certificates of clients may hang on; empty: none are asked for. Nobody has to show one.
    QByteArray clientAuthorities;
    qsizetype longestBody = 1 << 20; ///< Bytes.
    unsigned mostConnections = 10'000;
    unsigned mostConnectionsOfAddress = 1'000;
    std::chrono::seconds patience{30}; ///< With a connection on which nothing comes.
    /// For a question to come as a whole, and for an answer to leave.
    std::chrono::seconds longestTransfer{60};
    qsizetype mostBodies = 256 << 20; ///< Bytes of all bodies that are held at a time.
};

/// Refuses what is no IP address, and one beyond this machine without a certificate.
Result<void> checkListening(const HttpOptions &options);

/// Told of each question that was answered: method, path, status, address and how long it took. Never of its headers, query or body.
struct AccessLine {
    QByteArray method;
    QByteArray path;
    int status = 0;
    QString address;
    std::chrono::microseconds took{0};
};

/// HTTPS in front of workers, by libmicrohttpd.
class HttpServer
{
public:
    using Log = std::function<void(const AccessLine &)>;

    static Result<std::unique_ptr<HttpServer>> start(const HttpOptions &options, Workers &workers,
                                                     Log log = {});
    /// Takes no further connections and questions, waits until what runs is answered and the answers have left, and ends.
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    quint16 port() const;

    /// Which certificate connections get that begin from now on. Those that run go on with the one they have. Safe to call from any thread.
    void use(CertificateSource::Certificate certificate);
    /// Null without TLS.
    CertificateSource::Certificate certificate() const;

private:
    class Exchange;
    friend struct Callbacks;

    HttpServer(const HttpOptions &options, Workers &workers, Log log)
        : m_options(options),
          m_workers(workers),
          m_log(std::move(log)),
          m_guard(m_options.longestTransfer)
    {}

    HttpOptions m_options;
    Workers &m_workers;
    Log m_log;
    std::unique_ptr<CertificateSource> m_certificates; ///< Null without TLS.
    MHD_Daemon *m_daemon = nullptr;
    std::atomic<bool> m_isEnding = false;
    std::atomic<int> m_running = 0; ///< Questions that workers have in hand.
    std::atomic<int> m_open = 0;    ///< Questions that were asked and whose answer has not left.
    std::atomic<qsizetype> m_bodies = 0;
    SlowGuard m_guard;
};

} // namespace lockbox::httpd
