#pragma once

#include "core/domain/accessrequest.h"
#include "core/domain/event.h"
#include "core/domain/notifications.h"
#include "core/domain/policy.h"
#include "core/domain/tenant.h"
#include "core/domain/user.h"

#include <QHash>

namespace lockbox {

/// Where an event does not follow from those before it.
struct Contradiction {
    QString field;
    QString message; ///< What the event says, and what it should; lower case, no full stop.
};

/// Of what fits, but the rules don't allow.
Contradiction impossible(const QString &field, const QString &why);

/// Lives through a history once more, event by event, to say what the tenant, its users and its
/// requests must be by now, and whether each event could happen: by somebody who was there and held
/// the role, by the rules, at that time. Holds only the requests that are not over: memory does not
/// grow with the history.
class Replay
{
public:
    /// Takes the next event; what does not follow, or nothing.
    std::optional<Contradiction> take(const Event &event);
    /// What is wrong with a history that ends here, or nothing.
    std::optional<Contradiction> finish() const;

    /// The request of the last event that concerned one, as it is after it.
    const AccessRequest &request() const { return m_request; }
    const QHash<RequestId, AccessRequest> &openRequests() const { return m_open; }
    const Tenant &tenant() const { return m_tenant; }
    bool isDemo() const { return m_demo; }
    const Policy &policy() const { return m_policy; }
    const NotificationSettings &notifications() const { return m_notifications; }
    /// In the order in which they were added.
    const std::vector<User> &users() const { return m_users; }
    qint64 submitted() const { return m_submitted; } ///< How many requests were filed.
    /// The log's public key as the history tells it; empty where it doesn't.
    const QString &logKey() const { return m_logKey; }

private:
    std::optional<Contradiction> takePart(const Event &event);
    /// The user, as of now.
    const User *findUser(const QString &userPrincipalName) const;
    /// Whether it says nothing that has no place in an event of its kind.
    static std::optional<Contradiction> checkForm(const Event &event);
    std::optional<Contradiction> checkActor(const Event &event) const;
    std::optional<Contradiction> checkUserChange(const Event &event, const User &before,
                                                 const User &after) const;
    std::optional<Contradiction> checkNewUser(const Event &event, const User &user) const;
    std::optional<Contradiction> checkSettings(const Event &event) const;
    std::optional<Contradiction> checkClockMoved(const Event &event) const;
    std::optional<Contradiction> checkSuppressed(const Event &event) const;
    std::optional<Contradiction> takeLogStart(const Event &event);
    /// Whether the rules let it come from `before` to what the event says.
    std::optional<Contradiction> checkRules(const Event &event, const AccessRequest &before);
    std::optional<Contradiction> checkRecipients(const Event &event) const;
    std::optional<Contradiction> takeTenant(const Event &event);
    std::optional<Contradiction> takeUser(const Event &event);
    std::optional<Contradiction> takePolicy(const Event &event);
    QJsonObject settingsFields() const;
    std::optional<Contradiction> takeRequest(const Event &event);
    std::optional<Contradiction> checkRequest(const Event &event, const AccessRequest &before,
                                              const AccessRequest &after) const;

    bool m_isBegun = false;
    Timestamp m_begunAt;
    Tenant m_tenant;
    bool m_demo = false;
    Policy m_policy;
    NotificationSettings m_notifications;
    std::vector<User> m_users;
    QHash<QString, qsizetype> m_places; ///< Of the users, by name.
    QHash<RequestId, AccessRequest> m_open;
    AccessRequest m_request;
    qint64 m_submitted = 0;
    qint64 m_taken = 0;        ///< How many events.
    bool m_hasStarted = false; ///< An event has told that the log began.
    bool m_isBeginning = true; ///< Nothing but the tenant and its first users so far.
    std::vector<Event> m_next; ///< What the same act must tell next, the last first.
    QString m_logKey;
};

} // namespace lockbox
