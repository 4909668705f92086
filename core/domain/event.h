#pragma once

#include "core/base/ids.h"
#include "core/domain/role.h"

#include <QJsonObject>

namespace lockbox {

/// What can happen. Each change of anything is one event, or several in order.
enum class EventKind {
    TenantCreated,
    UserAdded,
    UserRolesChanged,
    UserEmailChanged,
    SettingChanged,
    RequestSubmitted,
    RequestAuthorized, ///< The manager's yes.
    RequestRejected,   ///< The manager's no.
    RequestNotified,   ///< The customer's approvers were told; details list to whom.
    RequestApproved,
    RequestDenied,
    RequestCanceled,
    RequestExpired, ///< At the deadline.
    AccessRecorded, ///< The engineer noted what was done.
    AccessRevoked,
    AccessCompleted,  ///< By the clock at the window's end, or by the engineer.
    ClockAdvanced,    ///< Demo stores only.
    NoticeSuppressed, ///< A notice was kept from its recipient; `user` says whose.
    LogStarted, ///< The events before this one are of a time without a log; their hashes were made now.
};

const std::vector<EventKind> &allEventKinds();
QString toSlug(EventKind kind);
Result<EventKind> parseEventKind(QStringView slug);

/// The ways to show a service who one is: "password", "code", "oidc", "client", "certificate".
const QStringList &signInMethods();

/// One entry of the tenant's history. Never changed once written.
struct Event {
    qint64 seq = 0; ///< 1, 2, 3 … within the tenant, without gaps; 0 until it is stored.
    Timestamp at;
    EventKind kind = EventKind::TenantCreated;
    QString actor;                 ///< User principal name; empty where the clock acted.
    std::optional<Role> actorRole; ///< The role in which the actor acted.
    QString
        method; ///< How a service was shown who it is, see signInMethods(); empty where none was between.
    QString address;     ///< The address from which it was asked of a service, as text.
    RequestId request;   ///< Null where no request is concerned.
    QString reference;   ///< The request's reference number, or empty.
    QString user;        ///< The user concerned, for user events.
    QJsonObject before;  ///< What changed, as it was.
    QJsonObject after;   ///< The same fields, as they are now.
    QJsonObject details; ///< What else belongs to it: comment, recipients, action.

    bool operator==(const Event &) const = default;
};

/// The event as JSON; its RFC 8785 bytes are what the store keeps.
QJsonObject toJson(const Event &event);

/// The reverse of toJson().
Result<Event> eventFromJson(const QJsonObject &json);

} // namespace lockbox
