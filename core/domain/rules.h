#pragma once

#include "core/domain/event.h"
#include "core/domain/permission.h"
#include "core/domain/policy.h"

/// The rules of the workflow: pure functions of values and a time. Whoever holds a transaction asks them what becomes of a
/// request, or why not. Nothing here reads a clock, a store or a setting.
namespace lockbox::rules {

/// What an engineer asks for.
struct NewRequest {
    QString reference;
    QString service;
    QString reason;
    std::chrono::seconds duration{0};
};

/// What goes with an approval.
struct Approval {
    std::optional<std::chrono::seconds>
        window; ///< A shorter window than asked for; refused where the policy allows less by now.
    QString comment;
};

/// One who is told of a pending request. `address` is empty where nothing can be delivered.
struct Recipient {
    QString userPrincipalName;
    QString address;
};

/// What becomes of a request, and the events that tell of it, in order, without sequence numbers.
struct Change {
    AccessRequest request;
    std::vector<Event> events;
};

Result<Change> submit(const Actor &actor, const NewRequest &wish, const Policy &policy,
                      RequestId id, Timestamp now);

/// The manager's yes. With approval required the request becomes pending and `recipients` are told; without, access starts.
Result<Change> authorize(const Actor &actor, const AccessRequest &request, const QString &comment,
                         const Policy &policy, const std::vector<Recipient> &recipients,
                         Timestamp now);
Result<Change> reject(const Actor &actor, const AccessRequest &request, const QString &comment,
                      Timestamp now);
Result<Change> approve(const Actor &actor, const AccessRequest &request, const Approval &approval,
                       const Policy &policy, Timestamp now);
Result<Change> deny(const Actor &actor, const AccessRequest &request, const QString &comment,
                    const Policy &policy, Timestamp now);
Result<Change> cancel(const Actor &actor, const AccessRequest &request, const QString &comment,
                      Timestamp now);
Result<Change> revoke(const Actor &actor, const AccessRequest &request, const QString &comment,
                      Timestamp now);
Result<Change> complete(const Actor &actor, const AccessRequest &request, const QString &comment,
                        Timestamp now);
Result<Change> recordAction(const Actor &actor, const AccessRequest &request, const QString &action,
                            Timestamp now);

/// Events as `actor` may read them: who may not see the customer's users reads how many of its approvers were told of a request
/// (`notified`, `unreachable`) instead of who (`recipients`). From where others have acted, and how a service knew them, is for those
/// who may read the history.
std::vector<Event> shownTo(const Actor &actor, std::vector<Event> events);

/// What the clock alone has done by `now`, dated at the deadline; nothing where no deadline has passed.
std::optional<Change> elapse(const AccessRequest &request, Timestamp now);

} // namespace lockbox::rules
