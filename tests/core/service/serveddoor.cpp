#include "tests/core/service/serveddoor.h"

#include "core/api/api.h"
#include "core/httpd/httpserver.h"
#include "core/remote/remotelockbox.h"
#include "core/service/filedoors.h"
#include "core/service/serverdoors.h"
#include "core/service/serverstore.h"
#include "core/store/postgresschema.h"
#include "tests/core/store/storefixture.h"
#include "tests/support/exchanges.h"

#include <map>

namespace lockbox::test {

using namespace std::chrono_literals;

namespace {

/// Tells when the store has changed. Other than the store's own watch it does not write down what the clock has done: these tests set the clock, and
/// nobody is to write beside them.
Result<httpd::Watch> watching(Result<std::unique_ptr<Database>> opened)
{
    if (!opened)
        return failure(opened);
    const std::shared_ptr<Database> database = std::move(*opened);
    return httpd::Watch(
        [database, seen = qint64(-1)](qint64 after, std::chrono::milliseconds wait,
                                      const std::stop_token &stop) mutable -> Result<qint64> {
            const auto end = std::chrono::steady_clock::now() + wait;
            while (!stop.stop_requested() && std::chrono::steady_clock::now() < end) {
                const auto version = database->dataVersion();
                if (!version)
                    return failure(version);
                if (std::exchange(seen, *version) != *version)
                    return after + 1;
                std::this_thread::sleep_for(5ms);
            }
            return after;
        });
}

class ServedDoor final : public LockboxService
{
public:
    ServedDoor(const QString &path, const LocalOptions &options)
        : m_local(need(openLocalStore(path, options))),
          m_signIns(need(SignIns::open(path, signInOptions(options)))),
          m_api(std::make_shared<api::Api>(std::shared_ptr<Doors>(
              need(FileDoors::open(path, options, signInOptions(options), 2))))),
          m_workers(need(httpd::Workers::start(
              1, [this] { return answerer(); },
              [path] { return watching(Database::open(path, 30s)); }))),
          m_server(need(httpd::HttpServer::start({.port = 0}, *m_workers)))
    {}
    ServedDoor(const QString &url, const TenantId &tenant, const LocalOptions &options)
        : m_local(need(openPostgresStore(url, tenant, options))),
          m_signIns(need(SignIns::openPostgres(url, tenant, signInOptions(options)))),
          m_api(std::make_shared<api::Api>(std::make_shared<ServerDoors>(
              ServerPlace{.url = url, .tenants = {}}, options, signInOptions(options), 2))),
          m_workers(need(httpd::Workers::start(
              1, [this] { return answerer(); },
              [=] { return watching(openPostgres({.url = url, .tenant = tenant.toString()})); }))),
          m_server(need(httpd::HttpServer::start({.port = 0}, *m_workers)))
    {}

    Result<StoreInfo> info() override { return m_local->info(); }
    Result<Timestamp> now() override { return m_local->now(); }
    Result<std::vector<User>> personas() override { return m_local->personas(); }
    Result<User> account(const Session &s) override { return at(s).account(s); }
    Result<Timestamp> advanceClock(const Session &s, std::chrono::seconds by) override
    {
        return at(s).advanceClock(s, by);
    }
    Result<std::optional<Timestamp>> nextDeadline(const Session &s) override
    {
        return at(s).nextDeadline(s);
    }
    Result<AccessRequest> submitRequest(const Session &s, const rules::NewRequest &wish) override
    {
        return at(s).submitRequest(s, wish);
    }
    Result<AccessRequest> authorizeRequest(const Session &s, const QString &r,
                                           const QString &c) override
    {
        return at(s).authorizeRequest(s, r, c);
    }
    Result<AccessRequest> rejectRequest(const Session &s, const QString &r,
                                        const QString &c) override
    {
        return at(s).rejectRequest(s, r, c);
    }
    Result<AccessRequest> approveRequest(const Session &s, const QString &r,
                                         const rules::Approval &a) override
    {
        return at(s).approveRequest(s, r, a);
    }
    Result<AccessRequest> denyRequest(const Session &s, const QString &r, const QString &c) override
    {
        return at(s).denyRequest(s, r, c);
    }
    Result<AccessRequest> cancelRequest(const Session &s, const QString &r,
                                        const QString &c) override
    {
        return at(s).cancelRequest(s, r, c);
    }
    Result<AccessRequest> revokeAccess(const Session &s, const QString &r,
                                       const QString &c) override
    {
        return at(s).revokeAccess(s, r, c);
    }
    Result<AccessRequest> completeAccess(const Session &s, const QString &r,
                                         const QString &c) override
    {
        return at(s).completeAccess(s, r, c);
    }
    Result<AccessRequest> recordAction(const Session &s, const QString &r,
                                       const QString &a) override
    {
        return at(s).recordAction(s, r, a);
    }
    Result<Page<AccessRequest>> requests(const Session &s, const RequestQuery &q) override
    {
        return at(s).requests(s, q);
    }
    Result<RequestDetails> request(const Session &s, const QString &r) override
    {
        return at(s).request(s, r);
    }
    Result<RequestCounts> requestCounts(const Session &s) override
    {
        return at(s).requestCounts(s);
    }
    Result<Overview> overview(const Session &s) override { return at(s).overview(s); }
    Result<std::vector<User>> users(const Session &s, const UserQuery &q) override
    {
        return at(s).users(s, q);
    }
    Result<User> user(const Session &s, const QString &name) override
    {
        return at(s).user(s, name);
    }
    Result<User> addUser(const Session &s, const NewUser &user) override
    {
        return at(s).addUser(s, user);
    }
    Result<User> setRoles(const Session &s, const QString &name, const RoleSet &roles) override
    {
        return at(s).setRoles(s, name, roles);
    }
    Result<User> setEmail(const Session &s, const QString &name, const QString &email) override
    {
        return at(s).setEmail(s, name, email);
    }
    Result<User> setAlternateEmail(const Session &s, const QString &name,
                                   const QString &email) override
    {
        return at(s).setAlternateEmail(s, name, email);
    }
    Result<Policy> policy(const Session &s) override { return at(s).policy(s); }
    Result<Policy> changePolicy(const Session &s, const PolicyChange &change) override
    {
        return at(s).changePolicy(s, change);
    }
    Result<NotificationSettings> notifications(const Session &s) override
    {
        return at(s).notifications(s);
    }
    Result<NotificationSettings> changeNotifications(const Session &s,
                                                     const NotificationChange &change) override
    {
        return at(s).changeNotifications(s, change);
    }
    Result<std::vector<Delivery>> deliveries(const Session &s, const DeliveryQuery &q) override
    {
        return at(s).deliveries(s, q);
    }
    Result<DeliveryCounts> deliveryCounts(const Session &s) override
    {
        return at(s).deliveryCounts(s);
    }
    Result<Letter> letter(const Session &s, qint64 delivery) override
    {
        return at(s).letter(s, delivery);
    }
    Result<Delivery> retryDelivery(const Session &s, qint64 delivery) override
    {
        return at(s).retryDelivery(s, delivery);
    }
    Result<Delivery> suppressDelivery(const Session &s, qint64 delivery) override
    {
        return at(s).suppressDelivery(s, delivery);
    }
    Result<MailVerdict> checkMail(const Session &s, const QByteArray &message) override
    {
        return at(s).checkMail(s, message);
    }
    Result<TestMail> sendTestMail(const Session &s, const QString &address) override
    {
        return at(s).sendTestMail(s, address);
    }
    Result<Page<Event>> events(const Session &s, const EventQuery &q) override
    {
        return at(s).events(s, q);
    }
    Result<Changes> changes(const Session &s, qint64 after, std::chrono::milliseconds wait,
                            std::stop_token stop) override
    {
        return at(s).changes(s, after, wait, std::move(stop));
    }
    Result<LogState> logState(const Session &s) override { return at(s).logState(s); }
    Result<QByteArray> checkpoint(const Session &s) override { return at(s).checkpoint(s); }
    Result<QByteArray> leaf(const Session &s, qint64 seq) override { return at(s).leaf(s, seq); }
    Result<QByteArray> proof(const Session &s, qint64 seq, const QByteArray &checkpoint) override
    {
        return at(s).proof(s, seq, checkpoint);
    }
    Result<LogVerification> verifyLog(const Session &s, const LogTrust &trust,
                                      const LogProgress &progress) override
    {
        return at(s).verifyLog(s, trust, progress);
    }

private:
    static SignInOptions signInOptions(const LocalOptions &options)
    {
        constexpr std::chrono::hours always{24 * 365 * 10};
        return {.idle = always,
                .longest = always,
                .fresh = always,
                .cost = {.passes = 1, .memory = 8192},
                .clock = options.clock};
    }
    Result<httpd::Answerer> answerer()
    {
        return [api = m_api](const api::Question &question) { return api->answer(question); };
    }

    LockboxService &at(const Session &session)
    {
        const QString name = session.userPrincipalName;
        auto &door = m_doors[name];
        if (door)
            return *door;
        const auto code = m_signIns->invite(name);
        if (!code)
            return *m_local;
        const SignIn signIn =
            need(m_signIns->redeem(*code, "correct horse battery", QStringLiteral("127.0.0.1")));
        const QUrl url(QStringLiteral("http://127.0.0.1:%1").arg(m_server->port()));
        door = need(
            openRemoteStore({.url = url, .token = signIn.token, .observe = exchangeRecorder()}));
        return *door;
    }

    std::unique_ptr<LockboxService> m_local;
    std::unique_ptr<SignIns> m_signIns;
    std::shared_ptr<api::Api> m_api;
    std::unique_ptr<httpd::Workers> m_workers;
    std::unique_ptr<httpd::HttpServer> m_server;
    std::map<QString, std::unique_ptr<LockboxService>> m_doors;
};

} // namespace

std::unique_ptr<LockboxService> serveStore(const QString &path, const LocalOptions &options)
{
    return std::make_unique<ServedDoor>(path, options);
}

std::unique_ptr<LockboxService> servePostgresStore(const QString &url, const TenantId &tenant,
                                                   const LocalOptions &options)
{
    return std::make_unique<ServedDoor>(url, tenant, options);
}

} // namespace lockbox::test
