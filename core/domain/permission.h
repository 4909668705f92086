#pragma once

#include "core/domain/accessrequest.h"
#include "core/domain/user.h"

/// Who may do what, and when: pure functions of values and a time.
namespace lockbox::rules {

/// All that somebody can want. The first nine concern one request.
enum class Operation {
    Submit,
    Authorize,
    Reject,
    Approve,
    Deny,
    Cancel,
    Revoke,
    Complete,
    RecordAction,
    ReadRequests,
    ReadUsers,
    ReadSettings,
    ReadEvents,
    ManageUsers,
    ChangeSettings,
    ManageNotices,
};

const std::vector<Operation> &allOperations();

/// The operation's name ("approve", "record-action").
QString toSlug(Operation operation);

/// The role in which `actor` may do `operation` at all, whatever the request's state; else NotPermitted, with the roles it takes.
Result<Role> permission(const Actor &actor, Operation operation);

/// Whether `actor` may do `operation` to `request` as it stands at `now`, and in which role. Order of refusals: role
/// (NotPermitted), another's request (NotPermitted), state (WrongState). They say where the request stands, a refusal
/// for want of a role only to those who may see the request.
Result<Role> permission(const Actor &actor, Operation operation, const AccessRequest &request,
                        Timestamp now);

/// Whether `actor` may see `request`: the customer's readers from the manager's yes on, engineers their own, managers all.
bool canSee(const Actor &actor, const AccessRequest &request);

/// `refusal` with what every refusal of a call on `request` says: its state, who decided it, and when.
Failure about(const AccessRequest &request, Failure refusal);

/// A refusal because of the request's state, with state, decider and time filled in.
Failure wrongState(const AccessRequest &request, Operation operation);

} // namespace lockbox::rules
