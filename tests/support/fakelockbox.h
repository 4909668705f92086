#pragma once

#include "core/service/lockboxservice.h"

namespace lockbox {

/// A door whose every answer is a function that a test sets; a call without one is refused as not supported.
class FakeLockbox : public LockboxService
{
public:
    using Requests = Page<AccessRequest>;
    template<typename T, typename... Arguments>
    using Answer = std::function<Result<T>(Arguments...)>;

    Answer<StoreInfo> onInfo;
    Answer<Timestamp> onNow;
    Answer<User, Session> onAccount;
    Answer<std::vector<User>> onPersonas;
    Answer<Timestamp, Session, std::chrono::seconds> onAdvanceClock;
    Answer<std::optional<Timestamp>, Session> onNextDeadline;
    Answer<AccessRequest, Session, rules::NewRequest> onSubmit;
    /// The acts that take a comment.
    Answer<AccessRequest, rules::Operation, Session, QString, QString> onAct;
    Answer<AccessRequest, Session, QString, rules::Approval> onApprove;
    Answer<Requests, Session, RequestQuery> onRequests;
    Answer<RequestDetails, Session, QString> onRequest;
    Answer<RequestCounts, Session> onRequestCounts;
    Answer<Overview, Session> onOverview;
    Answer<std::vector<User>, Session, UserQuery> onUsers;
    Answer<User, Session, QString> onUser;
    Answer<User, Session, NewUser> onAddUser;
    Answer<User, Session, QString, RoleSet> onSetRoles;
    Answer<User, Session, QString, QString> onSetEmail;
    Answer<User, Session, QString, QString> onSetAlternateEmail;
    Answer<Policy, Session> onPolicy;
    Answer<Policy, Session, PolicyChange> onChangePolicy;
    Answer<NotificationSettings, Session> onNotifications;
    Answer<NotificationSettings, Session, NotificationChange> onChangeNotifications;
    Answer<std::vector<Delivery>, Session, DeliveryQuery> onDeliveries;
    Answer<DeliveryCounts, Session> onDeliveryCounts;
    Answer<Letter, Session, qint64> onLetter;
    Answer<Delivery, Session, qint64> onRetryDelivery;
    Answer<Delivery, Session, qint64> onSuppressDelivery;
    Answer<MailVerdict, Session, QByteArray> onCheckMail;
    Answer<TestMail, Session, QString> onSendTestMail;
    Answer<Page<Event>, Session, EventQuery> onEvents;
    Answer<Changes, Session, qint64, std::chrono::milliseconds, std::stop_token> onChanges;
    Answer<LogState, Session> onLogState;
    Answer<QByteArray, Session> onCheckpoint;
    Answer<QByteArray, Session, qint64> onLeaf;
    Answer<QByteArray, Session, qint64, QByteArray> onProof;
    Answer<LogVerification, Session, LogTrust, LogProgress> onVerifyLog;

    Result<StoreInfo> info() override { return answer(onInfo); }
    Result<Timestamp> now() override { return answer(onNow); }
    Result<User> account(const Session &s) override { return answer(onAccount, s); }
    Result<std::vector<User>> personas() override { return answer(onPersonas); }
    Result<Timestamp> advanceClock(const Session &s, std::chrono::seconds by) override
    {
        return answer(onAdvanceClock, s, by);
    }
    Result<std::optional<Timestamp>> nextDeadline(const Session &s) override
    {
        return answer(onNextDeadline, s);
    }
    Result<AccessRequest> submitRequest(const Session &s, const rules::NewRequest &wish) override
    {
        return answer(onSubmit, s, wish);
    }
    Result<AccessRequest> authorizeRequest(const Session &s, const QString &request,
                                           const QString &comment) override
    {
        return answer(onAct, rules::Operation::Authorize, s, request, comment);
    }
    Result<AccessRequest> rejectRequest(const Session &s, const QString &request,
                                        const QString &comment) override
    {
        return answer(onAct, rules::Operation::Reject, s, request, comment);
    }
    Result<AccessRequest> approveRequest(const Session &s, const QString &request,
                                         const rules::Approval &approval) override
    {
        return answer(onApprove, s, request, approval);
    }
    Result<AccessRequest> denyRequest(const Session &s, const QString &request,
                                      const QString &comment) override
    {
        return answer(onAct, rules::Operation::Deny, s, request, comment);
    }
    Result<AccessRequest> cancelRequest(const Session &s, const QString &request,
                                        const QString &comment) override
    {
        return answer(onAct, rules::Operation::Cancel, s, request, comment);
    }
    Result<AccessRequest> revokeAccess(const Session &s, const QString &request,
                                       const QString &comment) override
    {
        return answer(onAct, rules::Operation::Revoke, s, request, comment);
    }
    Result<AccessRequest> completeAccess(const Session &s, const QString &request,
                                         const QString &comment) override
    {
        return answer(onAct, rules::Operation::Complete, s, request, comment);
    }
    Result<AccessRequest> recordAction(const Session &s, const QString &request,
                                       const QString &action) override
    {
        return answer(onAct, rules::Operation::RecordAction, s, request, action);
    }
    Result<Requests> requests(const Session &s, const RequestQuery &query) override
    {
        return answer(onRequests, s, query);
    }
    Result<RequestDetails> request(const Session &s, const QString &request) override
    {
        return answer(onRequest, s, request);
    }
    Result<RequestCounts> requestCounts(const Session &s) override
    {
        return answer(onRequestCounts, s);
    }
    Result<Overview> overview(const Session &s) override { return answer(onOverview, s); }
    Result<std::vector<User>> users(const Session &s, const UserQuery &query) override
    {
        return answer(onUsers, s, query);
    }
    Result<User> user(const Session &s, const QString &name) override
    {
        return answer(onUser, s, name);
    }
    Result<User> addUser(const Session &s, const NewUser &user) override
    {
        return answer(onAddUser, s, user);
    }
    Result<User> setRoles(const Session &s, const QString &name, const RoleSet &roles) override
    {
        return answer(onSetRoles, s, name, roles);
    }
    Result<User> setEmail(const Session &s, const QString &name, const QString &email) override
    {
        return answer(onSetEmail, s, name, email);
    }
    Result<User> setAlternateEmail(const Session &s, const QString &name,
                                   const QString &email) override
    {
        return answer(onSetAlternateEmail, s, name, email);
    }
    Result<Policy> policy(const Session &s) override { return answer(onPolicy, s); }
    Result<Policy> changePolicy(const Session &s, const PolicyChange &change) override
    {
        return answer(onChangePolicy, s, change);
    }
    Result<NotificationSettings> notifications(const Session &s) override
    {
        return answer(onNotifications, s);
    }
    Result<NotificationSettings> changeNotifications(const Session &s,
                                                     const NotificationChange &change) override
    {
        return answer(onChangeNotifications, s, change);
    }
    Result<std::vector<Delivery>> deliveries(const Session &s, const DeliveryQuery &query) override
    {
        return answer(onDeliveries, s, query);
    }
    Result<DeliveryCounts> deliveryCounts(const Session &s) override
    {
        return answer(onDeliveryCounts, s);
    }
    Result<Letter> letter(const Session &s, qint64 delivery) override
    {
        return answer(onLetter, s, delivery);
    }
    Result<Delivery> retryDelivery(const Session &s, qint64 delivery) override
    {
        return answer(onRetryDelivery, s, delivery);
    }
    Result<Delivery> suppressDelivery(const Session &s, qint64 delivery) override
    {
        return answer(onSuppressDelivery, s, delivery);
    }
    Result<MailVerdict> checkMail(const Session &s, const QByteArray &message) override
    {
        return answer(onCheckMail, s, message);
    }
    Result<TestMail> sendTestMail(const Session &s, const QString &address) override
    {
        return answer(onSendTestMail, s, address);
    }
    Result<Page<Event>> events(const Session &s, const EventQuery &query) override
    {
        return answer(onEvents, s, query);
    }
    Result<Changes> changes(const Session &s, qint64 after, std::chrono::milliseconds wait,
                            std::stop_token stop) override
    {
        return answer(onChanges, s, after, wait, stop);
    }
    Result<LogState> logState(const Session &s) override { return answer(onLogState, s); }
    Result<QByteArray> checkpoint(const Session &s) override { return answer(onCheckpoint, s); }
    Result<QByteArray> leaf(const Session &s, qint64 seq) override
    {
        return answer(onLeaf, s, seq);
    }
    Result<QByteArray> proof(const Session &s, qint64 seq, const QByteArray &checkpoint) override
    {
        return answer(onProof, s, seq, checkpoint);
    }
    Result<LogVerification> verifyLog(const Session &s, const LogTrust &trust,
                                      const LogProgress &progress) override
    {
        return answer(onVerifyLog, s, trust, progress);
    }

private:
    template<typename T, typename... Taken, typename... Given>
    static Result<T> answer(const std::function<Result<T>(Taken...)> &function,
                            const Given &...given)
    {
        if (!function)
            return failure(ErrorCode::NotSupported, QStringLiteral("the test gives no answer"));
        return function(given...);
    }
};

} // namespace lockbox
