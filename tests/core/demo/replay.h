#pragma once

#include "core/base/ids.h"
#include "core/service/lockboxservice.h"
#include "core/store/database.h"

#include <QHash>

namespace lockbox::demo {

/// Lives through a store's history once more: each event must be what the rules say of the one who acted, at that time.
class Replay
{
public:
    Replay(const std::vector<User> &users, const Policy &policy);

    /// Takes the whole history in order. Empty, or what does not fit.
    QString run(const std::vector<Event> &events);

    const QHash<RequestId, AccessRequest> &requests() const { return m_requests; }

private:
    Result<rules::Change> change(const Event &event);

    QHash<QString, Actor> m_actors;
    std::vector<rules::Recipient> m_recipients;
    Policy m_policy;
    QHash<RequestId, AccessRequest> m_requests;
};

/// The whole history and all requests of a store, through the door.
std::vector<Event> allEvents(LockboxService &service, const Session &session);
/// The same of an open store, as it lies there.
std::vector<Event> storedEvents(Database &database);
std::vector<AccessRequest> allRequests(LockboxService &service, const Session &session,
                                       RequestQuery query = {});

} // namespace lockbox::demo
