#include "tests/core/httpd/hostedapi.h"

#include "core/api/api.h"
#include "core/service/signins.h"
#include "tests/core/httpd/rawclient.h"

namespace lockbox::test {

static SignInOptions cheapSignIns()
{
    return {.cost = {.passes = 1, .memory = 8192}};
}

HostedApi::HostedApi(const httpd::HttpOptions &options)
{
    const auto signIns = need(SignIns::open(m_tenant.path(), cheapSignIns()));
    const QString code = need(signIns->invite(ContosoTenant::ada().userPrincipalName));
    m_token = need(signIns->redeem(code, "correct horse battery", QStringLiteral("::1"))).token;
    const QString path = m_tenant.path();
    const LocalOptions local{.logFolder = m_tenant.logFolder()};
    m_workers = need(httpd::Workers::start(
        2, [this] { return answerer(); }, [path, local] { return watchLocalStore(path, local); }));
    m_server = need(httpd::HttpServer::start(options, *m_workers));
}

HostedApi::~HostedApi() = default;

Result<httpd::Answerer> HostedApi::answerer()
{
    std::shared_ptr<api::Api> api = need(
        api::Api::open(need(openLocalStore(m_tenant.path(), {.logFolder = m_tenant.logFolder()})),
                       need(SignIns::open(m_tenant.path(), cheapSignIns()))));
    return [this, api](const api::Question &question) {
        {
            const std::lock_guard lock(m_mutex);
            m_questions.append(question.method + ' ' + question.path);
        }
        return question.path == "/echo" ? api::textAnswer(question.body) : api->answer(question);
    };
}

QByteArrayList HostedApi::questions()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_questions, {});
}

bool HostedApi::answersOthers() const
{
    RawClient client(port());
    return client.send("GET /v1/info HTTP/1.1\r\nHost: localhost\r\n\r\n")
           && RawClient::statuses(client.receive(1)) == QList<int>{200};
}

} // namespace lockbox::test
