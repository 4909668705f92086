#include "app/daemon/service.h"

#include "app/daemon/processmetrics.h"
#include "core/api/api.h"
#include "core/service/noticesender.h"

#include <QJsonObject>

namespace lockbox::daemon {

namespace {

bool isLoopback(const QString &address)
{
    return address == QStringLiteral("::1") || address.startsWith(QStringLiteral("127."));
}

/// What one worker has.
struct Desk {
    LockboxService *door; ///< The api's.
    std::unique_ptr<api::Api> api;
};

} // namespace

/// For whoever watches over the service: not a part of the API.
std::optional<api::Answer> Service::ownAnswer(const api::Question &question, LockboxService &door)
{
    if (question.method != "GET")
        return std::nullopt;
    if (question.path == "/healthz")
        return api::textAnswer("ok\n");
    if (question.path == "/readyz") {
        const auto info = door.info();
        if (!info)
            return api::problem(info.error());
        if (info->alarm)
            return api::problem({.code = ErrorCode::LogBroken, .message = info->alarm->message});
        return api::textAnswer("ready\n");
    }
    if (question.path == "/metrics" && isLoopback(question.address)) {
        api::Answer answer = api::textAnswer(m_monitor.metrics(*m_workers)
                                             + m_certificates->metrics() + processMetrics());
        answer.contentType = "text/plain; version=0.0.4; charset=utf-8";
        return answer;
    }
    return std::nullopt;
}

Result<httpd::Answerer> Service::answerer()
{
    auto door = openLocalStore(m_configuration.storePath, m_configuration.localOptions());
    if (!door)
        return failure(door);
    auto signIns = SignIns::open(m_configuration.storePath, m_configuration.signIns);
    if (!signIns)
        return failure(signIns);
    auto desk = std::make_shared<Desk>();
    desk->door = door->get();
    auto made = api::Api::open(std::move(*door), std::move(*signIns));
    if (!made)
        return failure(made);
    desk->api = std::move(*made);
    return [this, desk](const api::Question &question) {
        if (auto own = ownAnswer(question, *desk->door))
            return std::move(*own);
        return desk->api->answer(question);
    };
}

Result<void> Service::startSender()
{
    const LocalOptions options = m_configuration.localOptions();
    auto outbox = LocalOutbox::open(m_configuration.storePath, options);
    // Nothing leaves a demo store.
    if (!outbox && outbox.error().code == ErrorCode::NotSupported)
        return {};
    // A history in doubt can be read, so that it can be seen what is wrong.
    if (!outbox && outbox.error().code == ErrorCode::LogBroken) {
        m_monitor.say(QStringLiteral("no notices are sent: %1").arg(outbox.error().message));
        return {};
    }
    if (!outbox)
        return failure(outbox);
    outbox->reset(); // a sender belongs to its thread
    m_sender = std::jthread([this, options](const std::stop_token &stop) {
        auto own = LocalOutbox::open(m_configuration.storePath, options);
        if (!own) {
            m_monitor.say(QStringLiteral("no notices are sent: %1").arg(own.error().message));
            return;
        }
        NoticeSender(std::move(*own), options).run(stop, [this](const Result<SendTally> &tally) {
            if (!tally)
                m_monitor.say(QStringLiteral("notices: %1").arg(tally.error().message));
            else
                m_monitor.say(QStringLiteral("notices"),
                              {{QStringLiteral("sent"), tally->sent},
                               {QStringLiteral("failed"), tally->failed},
                               {QStringLiteral("undeliverable"), tally->undeliverable}});
        });
    });
    return {};
}

Result<std::unique_ptr<Service>> Service::start(const Configuration &configuration,
                                                Monitor &monitor)
{
    std::unique_ptr<Service> service(new Service(configuration, monitor));
    Service *const self = service.get();
    service->m_certificates = std::make_unique<CertificateKeeper>(self->m_configuration, monitor);
    auto workers = httpd::Workers::start(
        configuration.workers, [self] { return self->answerer(); },
        [configuration] {
            return watchLocalStore(configuration.storePath, configuration.localOptions());
        });
    if (!workers)
        return failure(workers);
    service->m_workers = std::move(*workers);
    auto server = httpd::HttpServer::start(
        configuration.http, *service->m_workers,
        [&monitor](const httpd::AccessLine &line) { monitor.answered(line); });
    if (!server)
        return failure(server);
    service->m_server = std::move(*server);
    service->m_certificates->keepFor(*service->m_server);
    if (configuration.sendsMail) {
        if (auto ok = service->startSender(); !ok)
            return failure(ok);
    }
    return service;
}

Service::~Service()
{
    m_sender.request_stop();
    m_server.reset();
    m_workers.reset();
}

} // namespace lockbox::daemon
