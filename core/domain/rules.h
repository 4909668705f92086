#pragma once

#include "core/domain/accessrequest.h"
#include "core/domain/event.h"
#include "core/domain/policy.h"
#include "core/domain/user.h"

/// The rules of the workflow: pure functions of values and a time. Whoever holds a transaction asks them what becomes of a
/// request, or why not. Nothing here reads a clock, a store or a setting.
namespace lockbox::rules {

/// All that somebody can want. The first nine concern one request.
enum class Operation {
    Submit, Authorize, Reject, Approve, Deny, Cancel, Revoke, Complete, RecordAction,
    ReadRequests, ReadUsers, ReadSettings, ReadEvents, ManageUsers, ChangeSettings,
};

const std::vector<Operation> &allOperations();

/// The operation's name ("approve", "record-action").
QString toSlug(Operation operation);

/// The role in which `actor` may do `operation` at all, whatever the request's state; else NotPermitted, with the roles it takes.
Result<Role> permission(const Actor &actor, Operation operation);

/// Whether `actor` may do `operation` to `request` as it stands at `now`, and in which role. Order of refusals: role
/// (NotPermitted), another's request (NotPermitted), state (WrongState).
Result<Role> permission(const Actor &actor, Operation operation, const AccessRequest &request, Timestamp now);

/// Whether `actor` may see `request`: the customer's readers from the manager's yes on, engineers their own, managers all.
bool canSee(const Actor &actor, const AccessRequest &request);

/// A refusal because of the request's state, with state, decider and time filled in.
Failure wrongState(const AccessRequest &request, Operation operation);

/// What an engineer asks for.
struct NewRequest {
    QString reference;
    QString service;
    QString reason;
    std::chrono::seconds duration{0};
};

/// What goes with an approval.
struct Approval {
    std::optional<std::chrono::seconds> window; ///< A shorter window than asked for.
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

Result<Change> submit(const Actor &actor, const NewRequest &wish, const Policy &policy, RequestId id, Timestamp now);

/// The manager's yes. With approval required the request becomes pending and `recipients` are told; without, access starts.
Result<Change> authorize(const Actor &actor, const AccessRequest &request, const QString &comment, const Policy &policy,
                         const std::vector<Recipient> &recipients, Timestamp now);
Result<Change> reject(const Actor &actor, const AccessRequest &request, const QString &comment, Timestamp now);
Result<Change> approve(const Actor &actor, const AccessRequest &request, const Approval &approval, const Policy &policy,
                       Timestamp now);
Result<Change> deny(const Actor &actor, const AccessRequest &request, const QString &comment, const Policy &policy,
                    Timestamp now);
Result<Change> cancel(const Actor &actor, const AccessRequest &request, const QString &comment, Timestamp now);
Result<Change> revoke(const Actor &actor, const AccessRequest &request, const QString &comment, Timestamp now);
Result<Change> complete(const Actor &actor, const AccessRequest &request, const QString &comment, Timestamp now);
Result<Change> recordAction(const Actor &actor, const AccessRequest &request, const QString &action, Timestamp now);

/// What the clock alone has done by `now`, dated at the deadline; nothing where no deadline has passed.
std::optional<Change> elapse(const AccessRequest &request, Timestamp now);

} // namespace lockbox::rules
