#pragma once

#include "core/domain/accessrequest.h"
#include "core/domain/event.h"
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

/// Lives through a history once more, event by event, to say what the tenant, its users and its requests must be by now. Holds only
/// the requests that are not over: memory does not grow with the history.
class Replay
{
public:
    /// Takes the next event; what does not follow, or nothing.
    std::optional<Contradiction> take(const Event &event);

    /// The request of the last event that concerned one, as it is after it.
    const AccessRequest &request() const { return m_request; }
    const QHash<RequestId, AccessRequest> &openRequests() const { return m_open; }
    const Tenant &tenant() const { return m_tenant; }
    bool isDemo() const { return m_demo; }
    const Policy &policy() const { return m_policy; }
    /// In the order in which they were added.
    const std::vector<User> &users() const { return m_users; }
    qint64 submitted() const { return m_submitted; } ///< How many requests were filed.
    /// The log's public key as the history tells it; empty where it doesn't.
    const QString &logKey() const { return m_logKey; }

private:
    std::optional<Contradiction> takeTenant(const Event &event);
    std::optional<Contradiction> takeUser(const Event &event);
    std::optional<Contradiction> takePolicy(const Event &event);
    std::optional<Contradiction> takeRequest(const Event &event);
    std::optional<Contradiction> checkRequest(const Event &event, const AccessRequest &before,
                                              const AccessRequest &after) const;

    bool m_isBegun = false;
    Tenant m_tenant;
    bool m_demo = false;
    Policy m_policy;
    std::vector<User> m_users;
    QHash<QString, qsizetype> m_places; ///< Of the users, by name.
    QHash<RequestId, AccessRequest> m_open;
    AccessRequest m_request;
    qint64 m_submitted = 0;
    QString m_logKey;
};

} // namespace lockbox
