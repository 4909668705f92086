#pragma once

#include "app/daemon/certificatekeeper.h"
#include "app/daemon/configuration.h"
#include "app/daemon/monitor.h"
#include "core/api/api.h"
#include "core/service/serverchores.h"
#include "core/service/serverwatch.h"

namespace lockbox::daemon {

/// The running service: workers, connections, and the sender of notices. Ends with this object, when what runs is answered.
class Service
{
public:
    /// Where the store is on a server that can't be reached yet, the service starts all the same, and works as soon as it can.
    static Result<std::unique_ptr<Service>> start(const Configuration &configuration,
                                                  Monitor &monitor);
    ~Service();
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;

    quint16 port() const { return m_server->port(); }
    /// For the thread that started it.
    CertificateKeeper &certificates() { return *m_certificates; }

private:
    Service(const Configuration &configuration, Monitor &monitor)
        : m_configuration(configuration), m_monitor(monitor)
    {}

    Result<void> openStore();
    Result<void> startWorkers();
    httpd::Answerer answerer();
    std::optional<api::Answer> ownAnswer(const api::Question &question);
    api::Answer readiness();
    Result<void> startSender();
    void startChores();
    void told(const QString &of, const Result<SendTally> &tally);

    Configuration m_configuration;
    Monitor &m_monitor;
    std::shared_ptr<Doors> m_doors;
    std::shared_ptr<ServerDoors> m_serverDoors; ///< The same, where the store is on a server.
    std::unique_ptr<ServerWatch> m_watch;
    std::shared_ptr<oidc::IdTokens> m_idTokens; ///< Null without OpenID Connect.
    std::unique_ptr<api::Api> m_api;
    std::unique_ptr<httpd::Workers> m_workers;
    std::unique_ptr<httpd::HttpServer> m_server;
    std::unique_ptr<CertificateKeeper> m_certificates;
    std::jthread m_watching;
    std::jthread m_sender;
};

} // namespace lockbox::daemon
