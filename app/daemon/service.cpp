#include "app/daemon/service.h"

#include "app/daemon/processmetrics.h"
#include "app/daemon/storage.h"
#include "core/identity/token.h"

#include <QJsonObject>

namespace lockbox::daemon {

using namespace std::chrono_literals;

static bool isLoopback(const QString &address)
{
    return address == QStringLiteral("::1") || address.startsWith(QStringLiteral("127."));
}

/// The tenant that a question is for, as its token says.
static QByteArray laneOf(const api::Question &question)
{
    const auto tenant = tenantOfToken(question.headers.value("authorization").mid(7).trimmed());
    return tenant ? tenant->toString().toLatin1() : QByteArray();
}

api::Answer Service::readiness()
{
    // On a server one tenant's trouble is not that of the others.
    if (m_serverDoors) {
        if (m_serverDoors->trouble())
            return api::problem({.code = ErrorCode::StoreUnreachable,
                                 .message = QStringLiteral("the store can't be used just now")});
        return api::textAnswer("ready\n");
    }
    const auto tenants = m_doors->tenants();
    if (!tenants)
        return api::problem(tenants.error());
    const auto door = m_doors->open(tenants->front().id);
    if (!door)
        return api::problem(door.error());
    const auto info = (*door)->service->info();
    if (!info)
        return api::problem(info.error());
    if (info->alarm)
        return api::problem({.code = ErrorCode::LogBroken, .message = info->alarm->message});
    return api::textAnswer("ready\n");
}

/// For whoever watches over the service: not a part of the API.
std::optional<api::Answer> Service::ownAnswer(const api::Question &question)
{
    if (question.method != "GET")
        return std::nullopt;
    if (question.path == "/healthz")
        return api::textAnswer("ok\n");
    if (question.path == "/readyz")
        return readiness();
    if (question.path == "/metrics" && isLoopback(question.address)) {
        api::Answer answer = api::textAnswer(m_monitor.metrics(*m_workers)
                                             + m_certificates->metrics() + processMetrics());
        answer.contentType = "text/plain; version=0.0.4; charset=utf-8";
        return answer;
    }
    return std::nullopt;
}

httpd::Answerer Service::answerer()
{
    return [this](const api::Question &question) {
        if (auto own = ownAnswer(question))
            return std::move(*own);
        return m_api->answer(question);
    };
}

Result<void> Service::openStore()
{
    auto doors = openDoors(m_configuration);
    if (!doors)
        return failure(doors);
    m_doors = std::move(*doors);
    m_serverDoors = std::dynamic_pointer_cast<ServerDoors>(m_doors);
    if (!m_serverDoors)
        return {};
    const auto news = [this](const TenantId &tenant, ServerWatch::Source source) {
        m_monitor.learned(source == ServerWatch::Source::Notice);
        if (m_workers)
            m_workers->news(tenant.toString().toLatin1());
    };
    const auto trouble = [this](const std::optional<Error> &error) {
        m_monitor.say(
            error ? QStringLiteral("the store can't be used; trying again: %1").arg(error->message)
                  : QStringLiteral("the store can be used"));
        // Who waits learns of it.
        if (m_workers)
            m_workers->news({});
    };
    m_watch = std::make_unique<ServerWatch>(
        m_configuration.server, *m_serverDoors,
        ServerWatch::Listeners{.news = news, .trouble = trouble}, m_configuration.lookEvery);
    m_serverDoors->setListener([this](const TenantId &tenant) { m_watch->changed(tenant); });
    const auto looked = m_watch->look();
    // What time alone does not put right ends the start.
    if (!looked && looked.error().code != ErrorCode::StoreUnreachable
        && looked.error().code != ErrorCode::StoreUnwritable)
        return looked;
    return looked ? ServerDirectory(m_configuration.server).checkTenants() : Result<void>();
}

Result<void> Service::startWorkers()
{
    httpd::WatchFactory watch;
    if (m_serverDoors)
        // The news come from m_watch; this only lets time pass.
        watch = []() -> Result<httpd::Watch> {
            return [mutex = std::make_shared<std::mutex>()](qint64, std::chrono::milliseconds wait,
                                                            std::stop_token stop) {
                std::condition_variable_any never;
                std::unique_lock lock(*mutex);
                never.wait_for(lock, stop, std::min(wait, 250ms), [] { return false; });
                return Result<qint64>(0);
            };
        };
    else
        watch = [configuration = m_configuration] {
            return watchLocalStore(configuration.storePath, configuration.localOptions());
        };
    httpd::Lanes lanes;
    if (m_serverDoors) {
        // Tenants that are held up, by a long use case or a slow server, hold up no others while there are connections.
        const int room = (m_configuration.connections - 1) / m_configuration.workers - 1;
        lanes = {.of = laneOf, .heldUp = std::clamp(room, 0, 3)};
    }
    auto workers = httpd::Workers::start(
        m_configuration.workers, [this]() -> Result<httpd::Answerer> { return answerer(); }, watch,
        lanes);
    if (!workers)
        return failure(workers);
    m_workers = std::move(*workers);
    return {};
}

void Service::told(const QString &of, const Result<SendTally> &tally)
{
    if (!tally) {
        m_monitor.say(QStringLiteral("notices%1: %2").arg(of, tally.error().message));
        return;
    }
    m_monitor.mailed("sent", tally->sent);
    m_monitor.mailed("failed", tally->failed);
    m_monitor.mailed("undeliverable", tally->undeliverable);
    m_monitor.say(QStringLiteral("notices") + of,
                  {{QStringLiteral("sent"), tally->sent},
                   {QStringLiteral("failed"), tally->failed},
                   {QStringLiteral("undeliverable"), tally->undeliverable}});
}

void Service::startChores()
{
    m_sender = std::jthread([this](const std::stop_token &stop) {
        const auto listener = [this](const Tenant &tenant, const Result<SendTally> &tally) {
            told(QStringLiteral(" of ")
                     + (tenant.name.isEmpty() ? tenant.id.toString() : tenant.name),
                 tally);
        };
        ServerChores(m_configuration.server, *m_serverDoors, m_configuration.localOptions(),
                     listener, {.sendsMail = m_configuration.sendsMail})
            .run(stop);
    });
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
            told({}, tally);
        });
    });
    return {};
}

Result<std::unique_ptr<Service>> Service::start(const Configuration &configuration,
                                                Monitor &monitor)
{
    std::unique_ptr<Service> service(new Service(configuration, monitor));
    service->m_certificates =
        std::make_unique<CertificateKeeper>(service->m_configuration, monitor);
    if (auto ok = service->openStore(); !ok)
        return failure(ok);
    if (configuration.oidc)
        service->m_idTokens = std::make_shared<oidc::IdTokens>(
            *configuration.oidc, [&monitor](const QString &message) { monitor.say(message); });
    service->m_api = std::make_unique<api::Api>(
        service->m_doors,
        api::SignInMethods{.password = configuration.takesPasswords, .oidc = service->m_idTokens});
    service->m_api->setLimits(std::make_shared<api::Limits>(configuration.limits));
    if (auto ok = service->startWorkers(); !ok)
        return failure(ok);
    auto server = httpd::HttpServer::start(
        configuration.http, *service->m_workers,
        [&monitor](const httpd::AccessLine &line) { monitor.answered(line); });
    if (!server)
        return failure(server);
    service->m_server = std::move(*server);
    service->m_certificates->keepFor(*service->m_server);
    if (service->m_watch)
        service->m_watching = std::jthread(
            [self = service.get()](const std::stop_token &stop) { self->m_watch->run(stop); });
    if (service->m_serverDoors) {
        service->startChores();
    } else if (configuration.sendsMail) {
        if (auto ok = service->startSender(); !ok)
            return failure(ok);
    }
    return service;
}

Service::~Service()
{
    m_sender.request_stop();
    m_watching.request_stop();
    if (m_watching.joinable())
        m_watching.join();
    m_server.reset();
    m_workers.reset();
}

} // namespace lockbox::daemon
