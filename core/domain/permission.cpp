#include "core/domain/permission.h"

#include "core/base/timetext.h"

namespace lockbox::rules {

namespace {

/// The roles an operation takes, the most telling first: it is the one that is recorded.
std::vector<Role> rolesFor(Operation operation)
{
    using enum Role;
    switch (operation) {
    case Operation::Submit:
    case Operation::Complete:
    case Operation::RecordAction: return {Engineer};
    case Operation::Authorize:
    case Operation::Reject: return {Manager};
    case Operation::Approve:
    case Operation::Deny:
    case Operation::Revoke:
    case Operation::ChangeSettings: return {GlobalAdministrator, LockboxApprover};
    case Operation::Cancel: return {GlobalAdministrator, LockboxApprover, Engineer};
    case Operation::ReadRequests:
    case Operation::ReadSettings:
        return {GlobalAdministrator, LockboxApprover, GlobalReader,
                SecurityReader,      Engineer,        Manager};
    case Operation::ReadUsers:
    case Operation::ReadEvents:
        return {GlobalAdministrator, LockboxApprover, GlobalReader, SecurityReader};
    case Operation::ManageUsers:
    case Operation::ManageNotices: return {GlobalAdministrator};
    }
    return {};
}

/// What must not be somebody else's, or must be. Nothing where it is as it should be.
QString ownershipObjection(const Actor &actor, Role role, Operation operation,
                           const AccessRequest &request)
{
    const bool own = actor.userPrincipalName == request.requestor;
    switch (operation) {
    case Operation::Authorize:
    case Operation::Reject:
        return own ? QStringLiteral("nobody may decide as manager on a request of their own")
                   : QString();
    case Operation::Approve:
        // An engineer may have become an approver meanwhile.
        return own ? QStringLiteral("nobody may approve a request of their own") : QString();
    case Operation::Complete:
    case Operation::RecordAction:
        return own ? QString() : QStringLiteral("only the requestor may do that");
    case Operation::Cancel:
        return own || role != Role::Engineer
                   ? QString()
                   : QStringLiteral("engineers may withdraw only their own requests");
    default: return {};
    }
}

bool stateAllows(Operation operation, Role role, RequestState state)
{
    switch (operation) {
    case Operation::Authorize:
    case Operation::Reject: return state == RequestState::Submitted;
    case Operation::Approve:
    case Operation::Deny: return state == RequestState::Pending;
    case Operation::Cancel:
        return state == RequestState::Pending
               || (state == RequestState::Submitted && role == Role::Engineer);
    case Operation::Revoke:
    case Operation::Complete:
    case Operation::RecordAction: return state == RequestState::Approved;
    default: return true;
    }
}

QString stateSentence(const AccessRequest &request)
{
    const auto by = [&](const char *verb) {
        if (!request.decision)
            return QString::fromLatin1(verb);
        return QStringLiteral("%1 by %2 (%3) at %4")
            .arg(QLatin1String(verb), request.decision->by, displayName(request.decision->role),
                 toRfc3339(request.decision->at));
    };
    const auto ended = [&](const char *verb) {
        const AccessWindow access = request.access.value_or(AccessWindow{});
        const QString who =
            access.endedBy.isEmpty() ? QString() : QStringLiteral(" by %1").arg(access.endedBy);
        return QStringLiteral("its access %1%2 at %3; it was %4")
            .arg(QLatin1String(verb), who, toRfc3339(access.end), by("approved"));
    };
    switch (request.state) {
    case RequestState::Submitted: return QStringLiteral("it waits for the provider's manager");
    case RequestState::Rejected: return QStringLiteral("it was ") + by("rejected");
    case RequestState::Pending: return QStringLiteral("it waits for the customer's decision");
    case RequestState::Approved: return QStringLiteral("it was ") + by("approved");
    case RequestState::Denied: return QStringLiteral("it was ") + by("denied");
    case RequestState::Expired:
        return QStringLiteral("it expired at %1, nobody had decided")
            .arg(toRfc3339(request.expiresAt.value_or(Timestamp{})));
    case RequestState::Canceled: return QStringLiteral("it was ") + by("canceled");
    case RequestState::Revoked: return ended("was revoked");
    case RequestState::Completed: break;
    }
    return ended("ended");
}

} // namespace

const std::vector<Operation> &allOperations()
{
    using enum Operation;
    static const std::vector<Operation> operations = {
        Submit,     Authorize,   Reject,         Approve,      Deny,      Cancel,
        Revoke,     Complete,    RecordAction,   ReadRequests, ReadUsers, ReadSettings,
        ReadEvents, ManageUsers, ChangeSettings, ManageNotices};
    return operations;
}

QString toSlug(Operation operation)
{
    static const char *const slugs[] = {
        "submit",        "authorize",     "reject",          "approve",
        "deny",          "cancel",        "revoke",          "complete",
        "record-action", "read-requests", "read-users",      "read-settings",
        "read-events",   "manage-users",  "change-settings", "manage-notices"};
    return QString::fromLatin1(slugs[static_cast<size_t>(operation)]);
}

Result<Role> permission(const Actor &actor, Operation operation)
{
    const auto roles = rolesFor(operation);
    for (Role role : roles) {
        if (actor.roles.contains(role))
            return role;
    }
    QStringList names;
    for (Role role : roles)
        names.append(displayName(role));
    return failure(ErrorCode::NotPermitted,
                   QStringLiteral("%1 may not %2: that takes the role %3")
                       .arg(actor.userPrincipalName,
                            toSlug(operation).replace(QLatin1Char('-'), QLatin1Char(' ')),
                            names.join(QStringLiteral(" or "))));
}

Result<Role> permission(const Actor &actor, Operation operation, const AccessRequest &request,
                        Timestamp now)
{
    const auto role = permission(actor, operation);
    const AccessRequest current = atTime(request, now);
    if (!role)
        return canSee(actor, current) ? about(current, failure(role)) : failure(role);
    if (const QString objection = ownershipObjection(actor, *role, operation, current);
        !objection.isEmpty()) {
        return about(current,
                     failure(ErrorCode::NotPermitted,
                             QStringLiteral("%1 may not %2 request %3: %4")
                                 .arg(actor.userPrincipalName,
                                      toSlug(operation).replace(QLatin1Char('-'), QLatin1Char(' ')),
                                      current.reference, objection)));
    }
    if (!stateAllows(operation, *role, current.state))
        return wrongState(current, operation);
    return role;
}

bool canSee(const Actor &actor, const AccessRequest &request)
{
    if (actor.roles.contains(Role::Manager))
        return true;
    if (actor.roles.contains(Role::Engineer))
        return actor.userPrincipalName == request.requestor;
    return permission(actor, Operation::ReadRequests).has_value() && request.visibleToCustomer();
}

Failure about(const AccessRequest &request, Failure refusal)
{
    refusal.value().state = toSlug(request.state);
    if (request.decision) {
        refusal.value().decidedBy = request.decision->by;
        refusal.value().decidedAt = request.decision->at;
    }
    return refusal;
}

Failure wrongState(const AccessRequest &request, Operation operation)
{
    return about(request,
                 failure(ErrorCode::WrongState,
                         QStringLiteral("cannot %1 request %2: %3")
                             .arg(toSlug(operation).replace(QLatin1Char('-'), QLatin1Char(' ')),
                                  request.reference, stateSentence(request))));
}

} // namespace lockbox::rules
