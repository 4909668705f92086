#pragma once

#include "app/daemon/configuration.h"
#include "app/daemon/monitor.h"

#include <atomic>

namespace lockbox::daemon {

/// Watches the files of the certificate and its key, which somebody else renews, and gives the server the new pair. One that can't be used is
/// said in the log, and the one before goes on. One thread looks and takes; metrics() is for any.
class CertificateKeeper
{
public:
    /// Both outlive this object.
    CertificateKeeper(const Configuration &configuration, Monitor &monitor);

    /// Whose certificate it is; outlives this object's other calls.
    void keepFor(httpd::HttpServer &server) { m_server = &server; }
    /// Takes the files as they are, because somebody asks for it.
    void take();
    /// Takes them if they have become something else and have then stayed so since the last look: who renews them writes one after the other.
    void look();
    QByteArray metrics() const;

private:
    /// Null without TLS.
    httpd::CertificateSource::Certificate current() const;
    /// What shows that a file is not what it was, as text; links are followed.
    QString present() const;

    const Configuration &m_configuration;
    Monitor &m_monitor;
    std::atomic<httpd::HttpServer *> m_server = nullptr;
    QString m_taken; ///< As the files were when they were last taken or refused.
    QString m_seen;  ///< As they were at the last look.
    std::atomic<quint64> m_takenCount = 0;
    std::atomic<quint64> m_refusedCount = 0;
};

} // namespace lockbox::daemon
