#pragma once

#include "core/httpd/httpserver.h"
#include "tests/core/service/contosotenant.h"

namespace lockbox::test {

/// The real API on loopback, on a small tenant, by two workers; "/echo" gives back what came as the body. It knows what it was asked.
class HostedApi
{
public:
    explicit HostedApi(const httpd::HttpOptions &options = impatient());
    ~HostedApi();

    /// A free port, and little patience with who is slow.
    static httpd::HttpOptions impatient()
    {
        return {.port = 0,
                .patience = std::chrono::seconds(1),
                .longestTransfer = std::chrono::seconds(2)};
    }

    int port() const { return m_server->port(); }
    httpd::Workers &workers() { return *m_workers; }
    /// Ends the server, before its workers.
    void endServer() { m_server.reset(); }
    /// "GET /v1/info", of all questions since the last call.
    QByteArrayList questions();
    /// A sign-in of the tenant's administrator.
    QByteArray token() const { return m_token; }
    /// Whether somebody else, on a connection of its own, is answered.
    bool answersOthers() const;

private:
    Result<httpd::Answerer> answerer();

    ContosoTenant m_tenant;
    QByteArray m_token;
    std::mutex m_mutex;
    QByteArrayList m_questions;
    std::unique_ptr<httpd::Workers> m_workers;
    std::unique_ptr<httpd::HttpServer> m_server;
};

} // namespace lockbox::test
