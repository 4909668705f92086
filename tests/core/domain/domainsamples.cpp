#include "tests/core/domain/domainsamples.h"

namespace lockbox::samples {

static Actor person(const char *upn, const char *name, RoleSet roles)
{
    return {.userPrincipalName = QString::fromLatin1(upn),
            .displayName = QString::fromLatin1(name),
            .roles = roles};
}

Actor admin()
{
    return person("gwen@contoso.example", "Gwen Global", {Role::GlobalAdministrator});
}

Actor approver()
{
    return person("alex@contoso.example", "Alex Approver", {Role::LockboxApprover});
}

Actor reader()
{
    return person("sam@contoso.example", "Sam Reader", {Role::SecurityReader});
}

Actor plainUser()
{
    return person("pat@contoso.example", "Pat Plain", {});
}

Actor engineer()
{
    return person("dana@provider.example", "Dana Engineer", {Role::Engineer});
}

Actor otherEngineer()
{
    return person("eli@provider.example", "Eli Engineer", {Role::Engineer});
}

Actor manager()
{
    return person("mona@provider.example", "Mona Manager", {Role::Manager});
}

AccessRequest submitted()
{
    AccessRequest request;
    request.id = RequestId::fromString(u"979f5fcc-0000-4000-8000-c56ab355d452");
    request.reference = QStringLiteral("EXSR359123");
    request.service = QStringLiteral("Exchange");
    request.reason = QStringLiteral("Mail is stuck in the outbox");
    request.requestor = engineer().userPrincipalName;
    request.duration = 4h;
    request.submittedAt = filed;
    return request;
}

AccessRequest pending()
{
    AccessRequest request = submitted();
    request.state = RequestState::Pending;
    request.authorization = {.by = manager().userPrincipalName, .at = notified};
    request.notifiedAt = notified;
    request.expiresAt = deadline;
    return request;
}

static AccessRequest ended(AccessRequest request, RequestState state, const Actor &by,
                           const char *comment)
{
    request.state = state;
    request.decision = {.by = by.userPrincipalName,
                        .byName = by.displayName,
                        .role = by.roles.toVector().front(),
                        .at = decided,
                        .comment = QString::fromLatin1(comment)};
    return request;
}

AccessRequest approved()
{
    AccessRequest request = ended(pending(), RequestState::Approved, approver(), "go ahead");
    request.access = {.start = decided, .end = windowEnd, .endedBy = {}};
    return request;
}

AccessRequest approvedWithoutAsking()
{
    AccessRequest request = ended(submitted(), RequestState::Approved, manager(), "");
    request.authorization = {.by = manager().userPrincipalName, .at = decided};
    request.approvalRequired = false;
    request.access = {.start = decided, .end = windowEnd, .endedBy = {}};
    return request;
}

static AccessRequest endedAccess(RequestState state, const QString &by, Timestamp at)
{
    AccessRequest request = approved();
    request.state = state;
    request.access->end = at;
    request.access->endedBy = by;
    return request;
}

static AccessRequest pendingUntil(Timestamp late)
{
    AccessRequest request = pending();
    request.expiresAt = late;
    return request;
}

static AccessRequest approvedUntil(Timestamp end)
{
    AccessRequest request = approved();
    request.access->end = end;
    return request;
}

static std::vector<Sample> expired()
{
    AccessRequest written = pendingUntil(now - 1h);
    written.state = RequestState::Expired;
    return {{"written down", written},
            {"an hour ago, not written down", pendingUntil(now - 1h)},
            {"at this very moment", pendingUntil(now)}};
}

static std::vector<Sample> completed()
{
    return {{"closed by the engineer",
             endedAccess(RequestState::Completed, engineer().userPrincipalName, now - 30min)},
            {"ended by the clock", endedAccess(RequestState::Completed, {}, now - 30min)},
            {"over an hour ago, not written down", approvedUntil(now - 1h)},
            {"over at this very moment", approvedUntil(now)}};
}

std::vector<Sample> samplesOf(RequestState state)
{
    switch (state) {
    case RequestState::Submitted: return {{"filed", submitted()}};
    case RequestState::Rejected:
        return {{"by the manager", ended(submitted(), state, manager(), "not needed")}};
    case RequestState::Pending:
        return {{"hours left", pending()}, {"a millisecond left", pendingUntil(now + 1ms)}};
    case RequestState::Approved:
        return {{"by an approver", approved()},
                {"without asking", approvedWithoutAsking()},
                {"a millisecond left", approvedUntil(now + 1ms)}};
    case RequestState::Denied:
        return {{"by an administrator", ended(pending(), state, admin(), "no")}};
    case RequestState::Expired: return expired();
    case RequestState::Canceled:
        return {{"before the manager agreed", ended(submitted(), state, engineer(), "solved")},
                {"by the engineer", ended(pending(), state, engineer(), "solved")},
                {"by an approver", ended(pending(), state, approver(), "call us first")}};
    case RequestState::Revoked:
        return {{"by an administrator",
                 endedAccess(state, admin().userPrincipalName, decided + 45min)}};
    case RequestState::Completed: return completed();
    }
    return {};
}

} // namespace lockbox::samples
