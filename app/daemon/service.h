#pragma once

#include "app/daemon/certificatekeeper.h"
#include "app/daemon/configuration.h"
#include "app/daemon/monitor.h"

namespace lockbox::daemon {

/// The running service: workers, connections, and the sender of notices. Ends with this object, when what runs is answered.
class Service
{
public:
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

    Result<httpd::Answerer> answerer();
    std::optional<api::Answer> ownAnswer(const api::Question &question, LockboxService &door);
    Result<void> startSender();

    Configuration m_configuration;
    Monitor &m_monitor;
    std::unique_ptr<httpd::Workers> m_workers;
    std::unique_ptr<httpd::HttpServer> m_server;
    std::unique_ptr<CertificateKeeper> m_certificates;
    std::jthread m_sender;
};

} // namespace lockbox::daemon
