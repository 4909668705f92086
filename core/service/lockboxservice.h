#pragma once

#include "core/domain/accessrequest.h"
#include "core/domain/delivery.h"
#include "core/domain/eventquery.h"
#include "core/domain/logstate.h"
#include "core/domain/notifications.h"
#include "core/domain/policy.h"
#include "core/domain/requestquery.h"
#include "core/domain/rules.h"
#include "core/domain/tenant.h"
#include "core/domain/user.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace lockbox {

/// A change that may be asked for twice, as a connection was lost before the first answer came: within a day it is done once, and answered
/// twice in the same words.
struct Once {
    QString key; ///< Chosen by whoever asks, anew for each change; at most 255 characters.
    QByteArray
        question; ///< SHA-256 of all that is asked. The same key for something else is refused (InvalidArgument).

    bool operator==(const Once &) const = default;
};

/// Who acts. Every call takes it; roles are read afresh inside the call, never taken from here.
struct Session {
    QString userPrincipalName;
    std::optional<Once> once; ///< Only looked at by calls that change something.
    QString
        method; ///< How a service was shown who it is, see signInMethods(); told by the events, as is the next.
    QString address; ///< From where a service was asked.
    /// Tags (wire::tagOf()) of what is to be changed, as the caller may have seen it: refused (ChangedMeanwhile) where it has none of them now.
    /// "*" stands for whatever it is. Empty: not looked at.
    QList<QByteArray> seen;

    bool operator==(const Session &) const = default;
};

/// What anybody who can open the store may know of it.
struct StoreInfo {
    Tenant tenant;
    bool demo = false; ///< Its clock can be moved, nothing in it is real.
    QString location;  ///< Where it is, for people: a path or an address.
    std::chrono::milliseconds clockOffset{
        0};                        ///< Demo stores: how far their clock is ahead of the machine's.
    std::optional<LogAlarm> alarm; ///< The history is not the one that was last seen here.
};

/// A request with its whole story.
struct RequestDetails {
    AccessRequest request;
    std::vector<Event> timeline; ///< In order; includes what the clock did. See rules::shownTo().
    int requestsOfRequestor =
        0; ///< How many requests of this engineer the caller may see, at most 1000 are counted.
    int requestsOfReference = 0; ///< The same for the service request.
    std::vector<Delivery>
        deliveries; ///< Its notices, oldest first, at most 1000; for those who may read the customer's users.
    QString
        phrase; ///< The four words that its mails hold; for those whom the mails are for. Empty before the customer was told.
};

struct UserQuery {
    QString search; ///< Part of the display name, user name or e-mail address, any case.
    std::optional<Side> side;
};

struct NewUser {
    QString userPrincipalName;
    QString displayName;
    QString email;
    QString alternateEmail;
    Side side = Side::Customer;
};

/// What Home shows.
struct Overview {
    RequestCounts counts;
    std::vector<AccessRequest> waiting;    ///< Pending, nearest deadline first; at most 20.
    std::vector<AccessRequest> openAccess; ///< Approved, nearest end first; at most 20.
    Policy policy;
    int approvers = 0;            ///< Holders of a role that may decide.
    int unreachableApprovers = 0; ///< Those of them to whom no mail can be delivered.
    DeliveryCounts deliveries;    ///< For those who may read the customer's users.
    QString
        mailTrouble; ///< Why no mail can go out at all, lower case, no full stop; empty where it can, for a demo, and for whom it does
                     ///< not concern.
};

/// Events after a sequence number.
struct Changes {
    std::vector<Event> events;
    qint64 head = 0; ///< Number up to which events were looked at; hand it in next time.
};

/// The one door to everything: console, command line and service use nothing else. A use case is a method; each runs in one
/// transaction, checks the caller's roles inside it, and either does all it says or nothing. Calls are synchronous. An object
/// belongs to one thread; open another for another.
///
/// `request` arguments take a GUID or a reference number; a reference that fits several requests is refused as Ambiguous. A
/// request that the caller may not see is NotFound to every call, as one that there is not.
/// A deadline that has passed has taken effect in everything that is returned.
class LockboxService
{
public:
    virtual ~LockboxService() = default;

    virtual Result<StoreInfo> info() = 0;
    /// The present by the store's clock.
    virtual Result<Timestamp> now() = 0;
    /// The caller's own account.
    virtual Result<User> account(const Session &session) = 0;
    /// Demo stores only: everybody whose part can be taken.
    virtual Result<std::vector<User>> personas() = 0;
    /// Demo stores only: moves the store's clock forward. Any persona may.
    virtual Result<Timestamp> advanceClock(const Session &session, std::chrono::seconds by) = 0;
    /// The next moment at which the clock alone changes some request, if there is any.
    virtual Result<std::optional<Timestamp>> nextDeadline(const Session &session) = 0;

    virtual Result<AccessRequest> submitRequest(const Session &session,
                                                const rules::NewRequest &wish) = 0;
    virtual Result<AccessRequest> authorizeRequest(const Session &session, const QString &request,
                                                   const QString &comment) = 0;
    virtual Result<AccessRequest> rejectRequest(const Session &session, const QString &request,
                                                const QString &comment) = 0;
    virtual Result<AccessRequest> approveRequest(const Session &session, const QString &request,
                                                 const rules::Approval &approval) = 0;
    virtual Result<AccessRequest> denyRequest(const Session &session, const QString &request,
                                              const QString &comment) = 0;
    virtual Result<AccessRequest> cancelRequest(const Session &session, const QString &request,
                                                const QString &comment) = 0;
    virtual Result<AccessRequest> revokeAccess(const Session &session, const QString &request,
                                               const QString &comment) = 0;
    virtual Result<AccessRequest> completeAccess(const Session &session, const QString &request,
                                                 const QString &comment) = 0;
    virtual Result<AccessRequest> recordAction(const Session &session, const QString &request,
                                               const QString &action) = 0;

    virtual Result<Page<AccessRequest>> requests(const Session &session,
                                                 const RequestQuery &query) = 0;
    virtual Result<RequestDetails> request(const Session &session, const QString &request) = 0;
    virtual Result<RequestCounts> requestCounts(const Session &session) = 0;
    virtual Result<Overview> overview(const Session &session) = 0;

    /// Sorted by display name.
    virtual Result<std::vector<User>> users(const Session &session, const UserQuery &query) = 0;
    virtual Result<User> user(const Session &session, const QString &userPrincipalName) = 0;
    virtual Result<User> addUser(const Session &session, const NewUser &user) = 0;
    virtual Result<User> setRoles(const Session &session, const QString &userPrincipalName,
                                  const RoleSet &roles) = 0;
    virtual Result<User> setEmail(const Session &session, const QString &userPrincipalName,
                                  const QString &email) = 0;

    /// The address that is used where the first is missing or ill-formed.
    virtual Result<User> setAlternateEmail(const Session &session, const QString &userPrincipalName,
                                           const QString &email) = 0;

    virtual Result<Policy> policy(const Session &session) = 0;
    virtual Result<Policy> changePolicy(const Session &session, const PolicyChange &change) = 0;

    /// How notices are sent. For those who may read the customer's users, as all that reads notices.
    virtual Result<NotificationSettings> notifications(const Session &session) = 0;
    /// For global administrators, as all that changes what is sent. NotSupported in a demo store for the server: nothing leaves the machine.
    virtual Result<NotificationSettings> changeNotifications(const Session &session,
                                                             const NotificationChange &change) = 0;
    /// The outbox, newest first.
    virtual Result<std::vector<Delivery>> deliveries(const Session &session,
                                                     const DeliveryQuery &query) = 0;
    virtual Result<DeliveryCounts> deliveryCounts(const Session &session) = 0;
    /// The mail of a delivery, as it is or was sent.
    virtual Result<Letter> letter(const Session &session, qint64 delivery) = 0;
    /// Makes the next attempt at once. WrongState where it was sent, is of no use any more, or has no address.
    virtual Result<Delivery> retryDelivery(const Session &session, qint64 delivery) = 0;
    /// No further attempt. WrongState where none would be made.
    virtual Result<Delivery> suppressDelivery(const Session &session, qint64 delivery) = 0;
    /// Whether a mail that somebody got is one of this store's: a message with its headers (RFC 5322), or the text alone.
    virtual Result<MailVerdict> checkMail(const Session &session, const QByteArray &message) = 0;
    /// Sends a test mail to `address` now, without the outbox. Takes as long as the server does; NotSupported in a demo store.
    virtual Result<TestMail> sendTestMail(const Session &session, const QString &address) = 0;

    /// The history, oldest first, without the events of requests that the caller may not see: their numbers are missing. With
    /// the manager's yes a request's earlier events come in at their places, so who reads on from a number asks request() for the
    /// whole story. A page of a search may hold less than its limit, or nothing, and yet name the next: the history is looked through in
    /// parts, so that no call takes long; `next` then says up to where (Page::next is the number to go on after).
    virtual Result<Page<Event>> events(const Session &session, const EventQuery &query) = 0;
    /// The events after `after`, at once, or as soon as there are any, or none after `wait`: those that events() shows. Whoever
    /// may sign in may wait; those who may not read the history learn of each event that there is one: its number and time, and
    /// its kind where that is ClockAdvanced; the rest is as in an empty Event and means nothing. A negative `after` answers at
    /// once with the log's head and no events. `stop` ends the wait.
    virtual Result<Changes> changes(const Session &session, qint64 after,
                                    std::chrono::milliseconds wait, std::stop_token stop) = 0;

    /// Where the log stands. For those who may read the history, as all that follows.
    virtual Result<LogState> logState(const Session &session) = 0;
    /// The newest checkpoint (a signed note), made now where it doesn't cover every event and the log's private key is at hand. NotSupported
    /// where there is none and none can be made.
    virtual Result<QByteArray> checkpoint(const Session &session) = 0;
    /// The event's leaf: exactly the bytes that are hashed.
    virtual Result<QByteArray> leaf(const Session &session, qint64 seq) = 0;
    /// That the event stands in the log, as a tlog-proof file under `checkpoint`, a signed note of this log.
    virtual Result<QByteArray> proof(const Session &session, qint64 seq,
                                     const QByteArray &checkpoint) = 0;
    /// Recomputes everything: each leaf's hash, the tree, the signatures, the pinned and the given checkpoint, and whether requests, users and
    /// settings are what the events say. Takes as long as reading the store; Interrupted where `progress` stopped it.
    virtual Result<LogVerification> verifyLog(const Session &session, const LogTrust &trust,
                                              const LogProgress &progress) = 0;
};

/// Opens the same store again, for another thread. Safe to call from any thread.
using ServiceFactory = std::function<Result<std::unique_ptr<LockboxService>>()>;

} // namespace lockbox
