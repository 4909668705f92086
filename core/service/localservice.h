#pragma once

#include "core/service/noticemail.h"
#include "core/service/noticewriter.h"
#include "core/service/storelog.h"
#include "core/store/accountstore.h"
#include "core/store/answerstore.h"
#include "core/store/eventstore.h"
#include "core/store/requeststore.h"
#include "core/store/tenantstore.h"
#include "core/wire/codec.h"
#include "core/wire/tag.h"

#include <QJsonDocument>

#include <algorithm>

namespace lockbox {

struct ReceivedMail;

/// The door on a store that this process has open itself. Use openLocalStore() or openPostgresStore().
class LocalLockbox final : public LockboxService
{
public:
    LocalLockbox(std::shared_ptr<Database> database, const LocalOptions &options);
    ~LocalLockbox() override;
    /// Holds the log against what was seen of it before. To be called once, before anything else.
    Result<void> look() { return m_log.look(); }

    Result<StoreInfo> info() override;
    Result<Timestamp> now() override;
    Result<User> account(const Session &session) override;
    Result<std::vector<User>> personas() override;
    Result<Timestamp> advanceClock(const Session &session, std::chrono::seconds by) override;
    Result<std::optional<Timestamp>> nextDeadline(const Session &session) override;

    Result<AccessRequest> submitRequest(const Session &session,
                                        const rules::NewRequest &wish) override;
    Result<AccessRequest> authorizeRequest(const Session &session, const QString &request,
                                           const QString &comment) override;
    Result<AccessRequest> rejectRequest(const Session &session, const QString &request,
                                        const QString &comment) override;
    Result<AccessRequest> approveRequest(const Session &session, const QString &request,
                                         const rules::Approval &approval) override;
    Result<AccessRequest> denyRequest(const Session &session, const QString &request,
                                      const QString &comment) override;
    Result<AccessRequest> cancelRequest(const Session &session, const QString &request,
                                        const QString &comment) override;
    Result<AccessRequest> revokeAccess(const Session &session, const QString &request,
                                       const QString &comment) override;
    Result<AccessRequest> completeAccess(const Session &session, const QString &request,
                                         const QString &comment) override;
    Result<AccessRequest> recordAction(const Session &session, const QString &request,
                                       const QString &action) override;

    Result<Page<AccessRequest>> requests(const Session &session,
                                         const RequestQuery &query) override;
    Result<RequestDetails> request(const Session &session, const QString &request) override;
    Result<RequestCounts> requestCounts(const Session &session) override;
    Result<Overview> overview(const Session &session) override;

    Result<std::vector<User>> users(const Session &session, const UserQuery &query) override;
    Result<User> user(const Session &session, const QString &userPrincipalName) override;
    Result<User> addUser(const Session &session, const NewUser &user) override;
    Result<User> setRoles(const Session &session, const QString &userPrincipalName,
                          const RoleSet &roles) override;
    Result<User> setEmail(const Session &session, const QString &userPrincipalName,
                          const QString &email) override;

    Result<User> setAlternateEmail(const Session &session, const QString &userPrincipalName,
                                   const QString &email) override;

    Result<Policy> policy(const Session &session) override;
    Result<Policy> changePolicy(const Session &session, const PolicyChange &change) override;

    Result<NotificationSettings> notifications(const Session &session) override;
    Result<NotificationSettings> changeNotifications(const Session &session,
                                                     const NotificationChange &change) override;
    Result<std::vector<Delivery>> deliveries(const Session &session,
                                             const DeliveryQuery &query) override;
    Result<DeliveryCounts> deliveryCounts(const Session &session) override;
    Result<Letter> letter(const Session &session, qint64 delivery) override;
    Result<Delivery> retryDelivery(const Session &session, qint64 delivery) override;
    Result<Delivery> suppressDelivery(const Session &session, qint64 delivery) override;
    Result<MailVerdict> checkMail(const Session &session, const QByteArray &message) override;
    Result<TestMail> sendTestMail(const Session &session, const QString &address) override;

    Result<Page<Event>> events(const Session &session, const EventQuery &query) override;
    Result<Changes> changes(const Session &session, qint64 after, std::chrono::milliseconds wait,
                            std::stop_token stop) override;

    /// The log's head, as soon as it is beyond `after`, or after `wait`; for whoever has the file.
    Result<qint64> headAfter(qint64 after, std::chrono::milliseconds wait, std::stop_token stop);

    Result<LogState> logState(const Session &session) override;
    Result<QByteArray> checkpoint(const Session &session) override;
    Result<QByteArray> leaf(const Session &session, qint64 seq) override;
    Result<QByteArray> proof(const Session &session, qint64 seq,
                             const QByteArray &checkpoint) override;
    Result<LogVerification> verifyLog(const Session &session, const LogTrust &trust,
                                      const LogProgress &progress) override;

private:
    /// What a use case stands on, read inside its transaction.
    struct Scene {
        TenantRow tenant;
        Actor actor;
        Timestamp now;
        qint64 key() const { return tenant.key; }
        /// Of what the actor does now, but for the role.
        Event event(EventKind kind) const;
    };

    Timestamp nowOf(const TenantRow &tenant) const { return m_clock.now() + tenant.clockOffset; }
    Result<Scene> scene(const Session &session);
    /// Writes down what the clock alone has done: expiries and ends of access, dated at their deadlines.
    Result<void> settle(Transaction::Kind kind);
    Result<void> settleDue(const TenantRow &tenant, Timestamp now, Transaction::Kind kind);
    Result<void> deliverDue(const TenantRow &tenant, Timestamp now, Transaction::Kind kind);

    /// Writes an event into the history, and so into the log, and the notices that follow from it. `requestKey` is 0 and `request` null where
    /// no request is concerned.
    Result<void> tell(const TenantRow &tenant, const Event &event, qint64 requestKey,
                      const AccessRequest *request = nullptr);

    /// Runs `body(scene)` in one transaction: all of it, or nothing.
    template<typename T, typename Body>
    Result<T> inTransaction(Transaction::Kind kind, const Session &session, Body body);
    template<typename T, typename Body>
    Result<T> reading(const Session &session, Body body);
    template<typename T, typename Body>
    Result<T> writing(const Session &session, Body body);

    /// Makes the whole call again where the server has given it up or the line broke, and nothing was changed. With `looks` also where that
    /// is unknown: the call then finds its answer of before, if there is one.
    template<typename T, typename Call>
    static Result<T> persistently(Call call, bool looks = false);

    /// Runs `body`, or gives what it gave when the same was asked before; inside the transaction.
    template<typename T, typename Body>
    Result<T> once(const Scene &here, const Once &wish, Body body);
    Result<std::optional<QByteArray>> answered(const Scene &here, const Once &wish);
    Result<void> keepAnswer(const Scene &here, const Once &wish, const QByteArray &body);

    /// As reading(), for those who may read the history.
    template<typename T, typename Body>
    Result<T> readingLog(const Session &session, Body body);
    Result<void> mayReadLog(const Session &session);
    Result<QByteArray> leafOf(const Scene &here, qint64 seq);

    /// What a caller may see of the requests.
    static Visibility visibilityOf(const Actor &actor);
    /// Asks `look(isLast)` until it finds something: whenever the store has changed, and each half a second.
    template<typename T, typename Look>
    Result<T> waitFor(Look look, std::chrono::milliseconds wait, std::stop_token stop);
    /// What there is of changes() at this moment.
    Result<Changes> changesAfter(const Session &session, qint64 after);
    /// One page, of what the requests are now.
    Result<Page<AccessRequest>> listed(const Scene &here, const RequestQuery &query);
    /// How many requests the actor may see, by what they are now.
    Result<RequestCounts> countsOf(const Scene &scene);
    /// The request that `text` (a GUID or a reference) means to this actor. One that the actor may not see is not found,
    /// whatever shall be done to it.
    Result<RequestRow> resolve(const Scene &scene, const QString &text);
    /// One use case on one request: permission, lookup, rule, guarded update, events.
    template<typename Rule>
    Result<AccessRequest> act(const Session &session, rules::Operation operation,
                              const QString &request, Rule rule);
    /// Writes the change and its events; false where the row is not any more what it was, or too old at `aliveAt`.
    Result<bool> store(const TenantRow &tenant, const RequestRow &before,
                       const rules::Change &change, Timestamp aliveAt);
    /// ChangedMeanwhile where the caller has seen something else than what is there; `shown` gives that as it is shown. To be asked last: who may
    /// not, or for whom it is too late, is told that.
    template<typename Shown>
    Result<void> checkSeen(const Scene &here, const Session &session, Shown shown);
    /// The request with its whole story, as the actor may see it.
    Result<RequestDetails> detailsOf(const Scene &here, const RequestRow &row);
    /// The refusal where somebody or the clock was first: how the request stands by now.
    Failure overtaken(const Scene &scene, const RequestRow &before, rules::Operation operation);
    Result<AccountRow> findAccount(const Scene &scene, const QString &userPrincipalName);
    Result<std::vector<rules::Recipient>> recipients(const Scene &scene);
    /// One change of a user's addresses.
    template<typename Change>
    Result<User> changeAddresses(const Session &session, const QString &userPrincipalName,
                                 Change change);
    Result<bool> canTellAnybody(const Scene &scene);
    Result<NoticeMail> mailOf(const Scene &scene, const OutboxRow &row);
    Result<std::optional<OutboxRow>> deliveryByPhrase(const Scene &scene, const ReceivedMail &mail);
    Result<std::optional<OutboxRow>> deliveryOf(const Scene &scene, const ReceivedMail &mail);
    Result<OutboxRow> findDelivery(const Scene &scene, qint64 delivery);
    Result<void> addNotices(const Scene &scene, RequestDetails &details, qint64 requestKey);
    Result<void> addNotices(const Scene &scene, Overview &overview);
    Result<void> tellUserEvent(const Scene &scene, EventKind kind, Role role, const QString &user,
                               const QJsonObject &before, const QJsonObject &after);

    std::shared_ptr<Database> m_database;
    LocalOptions m_options;
    SystemClock m_systemClock;
    RandomIdSource m_randomIds;
    const Clock &m_clock;
    IdSource &m_ids;
    TenantStore m_tenants;
    AccountStore m_accounts;
    RequestStore m_requests;
    EventStore m_events;
    NotificationStore m_notifications;
    OutboxStore m_outbox;
    AnswerStore m_answers;
    NoticeWriter m_notices;
    StoreLog m_log;
};

template<typename T, typename Body>
Result<T> LocalLockbox::inTransaction(Transaction::Kind kind, const Session &session, Body body)
{
    if (kind != Transaction::Kind::Read) {
        if (auto ok = m_log.checkNoAlarm(); !ok)
            return failure(ok);
    }
    StoreLog::Change change(m_log);
    Transaction transaction(*m_database, kind);
    if (auto ok = transaction.begun(); !ok)
        return failure(ok);
    const auto here = scene(session);
    if (!here)
        return failure(here);
    Result<T> result = body(*here);
    if (!result)
        return result;
    if (auto ok = change.commit(transaction); !ok)
        return failure(ok);
    return result;
}

template<typename Shown>
Result<void> LocalLockbox::checkSeen(const Scene &here, const Session &session, Shown shown)
{
    if (session.seen.isEmpty() || session.seen.contains("*"))
        return {};
    const auto now = shown();
    if (!now)
        return failure(now);
    const QByteArray tag = wire::tagOf(wire::toJson(*now, here.tenant.tenant));
    if (std::ranges::any_of(session.seen,
                            [&](const QByteArray &seen) { return wire::isStill(seen, tag); }))
        return {};
    return failure(
        ErrorCode::ChangedMeanwhile,
        QStringLiteral("it was changed since you have seen it; look at it as it is now"));
}

template<typename T, typename Call>
Result<T> LocalLockbox::persistently(Call call, bool looks)
{
    constexpr int attempts = 3;
    for (int attempt = 1;; ++attempt) {
        Result<T> result = call();
        if (result || attempt == attempts)
            return result;
        const ErrorCode code = result.error().code;
        if (!mayTryAgain(code) && !(looks && code == ErrorCode::OutcomeUnknown))
            return result;
    }
}

template<typename T, typename Body>
Result<T> LocalLockbox::reading(const Session &session, Body body)
{
    return persistently<T>([&] {
        // A store that can't be written (a full disk, a read-only copy, another process at it) is still worth reading, at once: rows
        // are shown as of now anyway.
        (void)settle(Transaction::Kind::WriteIfFree);
        return inTransaction<T>(Transaction::Kind::Read, session, body);
    });
}

template<typename T, typename Body>
Result<T> LocalLockbox::writing(const Session &session, Body body)
{
    return persistently<T>(
        [&]() -> Result<T> {
            if (auto ok = settle(Transaction::Kind::Write); !ok)
                return failure(ok);
            if (!session.once)
                return inTransaction<T>(Transaction::Kind::Write, session, body);
            return inTransaction<T>(Transaction::Kind::Write, session, [&](const Scene &here) {
                return once<T>(here, *session.once, body);
            });
        },
        session.once.has_value());
}

template<typename T, typename Body>
Result<T> LocalLockbox::once(const Scene &here, const Once &wish, Body body)
{
    const auto before = answered(here, wish);
    if (!before)
        return failure(before);
    if (*before)
        return wire::fromJson<T>(QJsonDocument::fromJson(**before).object());
    Result<T> result = body(here);
    if (!result)
        return result;
    const QByteArray json = QJsonDocument(wire::toJson(*result)).toJson(QJsonDocument::Compact);
    if (auto ok = keepAnswer(here, wish, json); !ok)
        return failure(ok);
    return result;
}

} // namespace lockbox
