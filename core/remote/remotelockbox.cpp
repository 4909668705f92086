#include "core/remote/remotelockbox.h"

#include "core/base/timetext.h"
#include "core/remote/servicecaller.h"
#include "core/wire/queries.h"

#include <QJsonArray>

#include <thread>

namespace lockbox {

using namespace std::chrono_literals;

namespace {

/// The door on the client's side: each call is one question.
class RemoteLockbox final : public LockboxService, public ServiceCaller
{
public:
    using ServiceCaller::ServiceCaller;

    Result<StoreInfo> info() override
    {
        const auto json = askForJson(client(), {.path = QStringLiteral("/v1/info")});
        if (!json)
            return failure(json);
        auto info = wire::fromJson<StoreInfo>(*json);
        if (info)
            info->location = client().options().url.toString();
        return info;
    }
    Result<Timestamp> now() override
    {
        return value<Timestamp>(askForJson(client(), {.path = QStringLiteral("/v1/info")}));
    }
    Result<User> account(const Session &session) override
    {
        return get<User>(session, QStringLiteral("/v1/account"));
    }
    Result<std::vector<User>> personas() override
    {
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("nobody takes another's part at a service"));
    }
    Result<Timestamp> advanceClock(const Session &session, std::chrono::seconds by) override
    {
        return change<Timestamp>(session, "POST", QStringLiteral("/v1/clock/advance"),
                                 {{QStringLiteral("by"), qint64(by.count())}});
    }
    Result<std::optional<Timestamp>> nextDeadline(const Session &session) override
    {
        const auto json = ask(session, {.path = QStringLiteral("/v1/next-deadline")});
        if (!json)
            return failure(json);
        const QJsonValue deadline = json->value(QStringLiteral("nextDeadline"));
        if (deadline.isNull())
            return std::nullopt;
        const auto time = parseRfc3339(deadline.toString(), QStringLiteral("nextDeadline"));
        return time ? Result<std::optional<Timestamp>>(*time) : failure(time);
    }

    Result<AccessRequest> submitRequest(const Session &session,
                                        const rules::NewRequest &wish) override
    {
        return change<AccessRequest>(session, "POST", QStringLiteral("/v1/requests"),
                                     wire::toJson(wish));
    }
    Result<AccessRequest> authorizeRequest(const Session &session, const QString &request,
                                           const QString &comment) override
    {
        return act(session, request, "authorize", comment);
    }
    Result<AccessRequest> rejectRequest(const Session &session, const QString &request,
                                        const QString &comment) override
    {
        return act(session, request, "reject", comment);
    }
    Result<AccessRequest> approveRequest(const Session &session, const QString &request,
                                         const rules::Approval &approval) override
    {
        return change<AccessRequest>(session, "POST", requestPath(request, "/approve"),
                                     wire::toJson(approval));
    }
    Result<AccessRequest> denyRequest(const Session &session, const QString &request,
                                      const QString &comment) override
    {
        return act(session, request, "deny", comment);
    }
    Result<AccessRequest> cancelRequest(const Session &session, const QString &request,
                                        const QString &comment) override
    {
        return act(session, request, "cancel", comment);
    }
    Result<AccessRequest> revokeAccess(const Session &session, const QString &request,
                                       const QString &comment) override
    {
        return act(session, request, "revoke", comment);
    }
    Result<AccessRequest> completeAccess(const Session &session, const QString &request,
                                         const QString &comment) override
    {
        return act(session, request, "complete", comment);
    }
    Result<AccessRequest> recordAction(const Session &session, const QString &request,
                                       const QString &action) override
    {
        return change<AccessRequest>(session, "POST", requestPath(request, "/record"),
                                     {{QStringLiteral("action"), action}});
    }

    Result<Page<AccessRequest>> requests(const Session &session, const RequestQuery &query) override
    {
        if (auto ok = checkSearch(query.search); !ok)
            return failure(ok);
        return getLong<Page<AccessRequest>>(
            session, {.path = withQuery(QStringLiteral("/v1/requests"), wire::toQuery(query))});
    }
    Result<RequestDetails> request(const Session &session, const QString &request) override
    {
        return get<RequestDetails>(session, requestPath(request, ""));
    }
    Result<RequestCounts> requestCounts(const Session &session) override
    {
        return counts<RequestCounts>(session, QStringLiteral("/v1/request-counts"),
                                     parseRequestState);
    }
    Result<Overview> overview(const Session &session) override
    {
        return get<Overview>(session, QStringLiteral("/v1/overview"));
    }

    Result<std::vector<User>> users(const Session &session, const UserQuery &query) override
    {
        return list<User>(session, QStringLiteral("/v1/users"), wire::toQuery(query));
    }
    Result<User> user(const Session &session, const QString &userPrincipalName) override
    {
        return get<User>(session, userPath(userPrincipalName, ""));
    }
    Result<User> addUser(const Session &session, const NewUser &user) override
    {
        return change<User>(session, "POST", QStringLiteral("/v1/users"), wire::toJson(user));
    }
    Result<User> setRoles(const Session &session, const QString &userPrincipalName,
                          const RoleSet &roles) override
    {
        return change<User>(session, "PUT", userPath(userPrincipalName, "/roles"),
                            {{QStringLiteral("roles"), QJsonArray::fromStringList(roles.slugs())}});
    }
    Result<User> setEmail(const Session &session, const QString &userPrincipalName,
                          const QString &email) override
    {
        return change<User>(session, "PUT", userPath(userPrincipalName, "/email"),
                            {{QStringLiteral("email"), email}});
    }
    Result<User> setAlternateEmail(const Session &session, const QString &userPrincipalName,
                                   const QString &email) override
    {
        return change<User>(session, "PUT", userPath(userPrincipalName, "/alternate-email"),
                            {{QStringLiteral("email"), email}});
    }

    Result<Policy> policy(const Session &session) override
    {
        return get<Policy>(session, QStringLiteral("/v1/policy"));
    }
    Result<Policy> changePolicy(const Session &session, const PolicyChange &wish) override
    {
        return change<Policy>(session, "PATCH", QStringLiteral("/v1/policy"), wire::toJson(wish));
    }

    Result<NotificationSettings> notifications(const Session &session) override
    {
        return get<NotificationSettings>(session, QStringLiteral("/v1/notifications"));
    }
    Result<NotificationSettings> changeNotifications(const Session &session,
                                                     const NotificationChange &wish) override
    {
        return change<NotificationSettings>(session, "PATCH", QStringLiteral("/v1/notifications"),
                                            wire::toJson(wish));
    }
    Result<std::vector<Delivery>> deliveries(const Session &session,
                                             const DeliveryQuery &query) override
    {
        if (query.request && pathPart(*query.request).isEmpty())
            return failure(ErrorCode::NotFound, QStringLiteral("there is no such request"));
        return list<Delivery>(session, QStringLiteral("/v1/notices"), wire::toQuery(query));
    }
    Result<DeliveryCounts> deliveryCounts(const Session &session) override
    {
        return counts<DeliveryCounts>(session, QStringLiteral("/v1/notice-counts"),
                                      parseDeliveryState);
    }
    Result<Letter> letter(const Session &session, qint64 delivery) override
    {
        return get<Letter>(session, noticePath(delivery, "letter"));
    }
    Result<Delivery> retryDelivery(const Session &session, qint64 delivery) override
    {
        return change<Delivery>(session, {.method = "POST", .path = noticePath(delivery, "retry")});
    }
    Result<Delivery> suppressDelivery(const Session &session, qint64 delivery) override
    {
        return change<Delivery>(session,
                                {.method = "POST", .path = noticePath(delivery, "suppress")});
    }
    Result<MailVerdict> checkMail(const Session &session, const QByteArray &message) override
    {
        return value<MailVerdict>(ask(session, {.method = "POST",
                                                .path = QStringLiteral("/v1/mail-check"),
                                                .body = message,
                                                .contentType = "message/rfc822"}));
    }
    Result<TestMail> sendTestMail(const Session &session, const QString &address) override
    {
        HttpQuestion question = jsonQuestion("POST", QStringLiteral("/v1/test-mail"),
                                             {{QStringLiteral("to"), address}});
        question.mayTake = 60s;
        return value<TestMail>(ask(session, question));
    }

    Result<Page<Event>> events(const Session &session, const EventQuery &query) override
    {
        if (auto ok = checkSearch(query.search); !ok)
            return failure(ok);
        if (query.request && pathPart(*query.request).isEmpty())
            return failure(ErrorCode::NotFound, QStringLiteral("there is no such request"));
        return getLong<Page<Event>>(
            session, {.path = withQuery(QStringLiteral("/v1/events"), wire::toQuery(query))});
    }
    Result<Changes> changes(const Session &session, qint64 after, std::chrono::milliseconds wait,
                            std::stop_token stop) override;

    Result<LogState> logState(const Session &session) override
    {
        return get<LogState>(session, QStringLiteral("/v1/log"));
    }
    Result<QByteArray> checkpoint(const Session &session) override
    {
        return bytes(session, {.path = QStringLiteral("/v1/log/checkpoint")});
    }
    Result<QByteArray> leaf(const Session &session, qint64 seq) override
    {
        return bytes(session, {.path = QStringLiteral("/v1/log/leaves/%1").arg(seq)});
    }
    Result<QByteArray> proof(const Session &session, qint64 seq,
                             const QByteArray &checkpoint) override
    {
        return bytes(session, {.method = "POST",
                               .path = QStringLiteral("/v1/log/proofs/%1").arg(seq),
                               .body = checkpoint,
                               .contentType = "text/plain"});
    }
    Result<LogVerification> verifyLog(const Session &session, const LogTrust &trust,
                                      const LogProgress &progress) override;

private:
    Result<AccessRequest> act(const Session &session, const QString &request, const char *what,
                              const QString &comment)
    {
        return change<AccessRequest>(session, "POST", requestPath(request, QByteArray("/") + what),
                                     {{QStringLiteral("comment"), comment}});
    }

    static QString requestPath(const QString &request, const QByteArray &what)
    {
        return QStringLiteral("/v1/requests/%1%2").arg(pathPart(request), QLatin1String(what));
    }
    static QString userPath(const QString &name, const char *what)
    {
        return QStringLiteral("/v1/users/%1%2").arg(pathPart(name), QLatin1String(what));
    }
    static QString noticePath(qint64 delivery, const char *what)
    {
        return QStringLiteral("/v1/notices/%1/%2").arg(delivery).arg(QLatin1String(what));
    }
};

Result<Changes> RemoteLockbox::changes(const Session &session, qint64 after,
                                       std::chrono::milliseconds wait, std::stop_token stop)
{
    if (auto ok = check(session); !ok)
        return failure(ok);
    constexpr std::chrono::milliseconds longest = 30s;
    const auto end = std::chrono::steady_clock::now() + wait;
    for (;;) {
        const auto begun = std::chrono::steady_clock::now();
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - begun);
        const auto now = stop.stop_requested() ? 0ms : std::clamp(left, 0ms, longest);
        HttpQuestion question;
        question.path =
            QStringLiteral("/v1/changes?after=%1&wait=%2ms").arg(after).arg(now.count());
        question.mayTake = now;
        question.answerTimeout = client().options().newsTimeout;
        question.isAskedOnce = question.answerTimeout.has_value();
        if (!stop.stop_requested()) // else it is asked what there is, and that is all
            question.stop = stop;
        const auto found = value<Changes>(ask(session, question));
        if (!found && found.error().code == ErrorCode::Interrupted)
            return Changes{.events = {}, .head = after};
        if (!found || after < 0 || !found->events.empty() || left <= 0ms || stop.stop_requested())
            return found;
        // Nothing, long before the time: the service ends, or something between cuts waits short.
        if (found->head <= after && std::chrono::steady_clock::now() < begun + now / 2)
            std::this_thread::sleep_for(100ms);
        after = std::max(after, found->head);
    }
}

Result<LogVerification> RemoteLockbox::verifyLog(const Session &session, const LogTrust &trust,
                                                 const LogProgress &progress)
{
    // The service says nothing until it is done; that it is begun is all that there is to tell.
    if (progress && !progress(0, 0))
        return failure(ErrorCode::Interrupted, QStringLiteral("the verification was stopped"));
    HttpQuestion question =
        jsonQuestion("POST", QStringLiteral("/v1/log/verify"), wire::toJson(trust));
    question.mayTake = 24h;
    return value<LogVerification>(ask(session, question));
}

} // namespace

Result<std::unique_ptr<LockboxService>> openRemoteStore(std::shared_ptr<RemoteAccess> access)
{
    auto door = std::make_unique<RemoteLockbox>(access);
    if (const auto account = door->account(Session{access->userPrincipalName()}); !account)
        return failure(account);
    return door;
}

Result<std::unique_ptr<LockboxService>> openRemoteStore(const RemoteOptions &options)
{
    HttpClient client(options);
    const auto json = askForJson(client, {.path = QStringLiteral("/v1/account")});
    if (!json)
        return failure(json);
    const auto account = wire::fromJson<User>(*json);
    if (!account)
        return failure(account);
    return std::unique_ptr<LockboxService>(
        new RemoteLockbox(std::make_shared<RemoteAccess>(options, account->userPrincipalName)));
}

} // namespace lockbox
