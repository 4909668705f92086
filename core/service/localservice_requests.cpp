#include "core/service/localservice.h"

namespace lockbox {

using rules::Operation;

Visibility LocalLockbox::visibilityOf(const Actor &actor)
{
    if (actor.roles.contains(Role::Manager))
        return {.kind = Visibility::Kind::All, .requestor = {}};
    if (actor.roles.contains(Role::Engineer))
        return {.kind = Visibility::Kind::Own, .requestor = actor.userPrincipalName};
    return {.kind = Visibility::Kind::Customer, .requestor = {}};
}

static Failure notFound(const QString &text)
{
    return failure(ErrorCode::NotFound,
                   QStringLiteral("there is no request \"%1\"").arg(text.left(80)));
}

static Failure ambiguous(const QString &text, const std::vector<RequestRow> &rows)
{
    Error error{.code = ErrorCode::Ambiguous,
                .message =
                    QStringLiteral("the reference \"%1\" fits %2 requests; name one by its id")
                        .arg(text)
                        .arg(rows.size())};
    for (const RequestRow &row : rows)
        error.candidates.append(row.request.id.toString());
    return Failure(error);
}

Result<RequestRow> LocalLockbox::resolve(const Scene &scene, const QString &text)
{
    constexpr int mostCandidates = 100;
    const QString name = text.trimmed();
    std::vector<RequestRow> found;
    if (const auto id = RequestId::fromString(name); !id.isNull()) {
        const auto row = m_requests.byId(scene.key(), id);
        if (!row)
            return failure(row);
        if (*row)
            found.push_back(**row);
    } else {
        auto rows =
            m_requests.byReference(scene.key(), name, visibilityOf(scene.actor), mostCandidates);
        if (!rows)
            return failure(rows);
        found = std::move(*rows);
    }
    std::erase_if(found,
                  [&](const RequestRow &row) { return !rules::canSee(scene.actor, row.request); });
    if (found.empty())
        return notFound(text);
    if (found.size() > 1)
        return ambiguous(name, found);
    return found.front();
}

template<typename Rule>
Result<AccessRequest> LocalLockbox::act(const Session &session, Operation operation,
                                        const QString &request, Rule rule)
{
    return writing<AccessRequest>(session, [&](const Scene &here) -> Result<AccessRequest> {
        const auto row = resolve(here, request);
        if (!row) {
            // Who could not do it to any request isn't told which ones there are.
            const auto role = rules::permission(here.actor, operation);
            return role ? failure(row) : failure(role);
        }
        const Result<rules::Change> change = rule(here, row->request);
        if (!change)
            return failure(change);
        if (auto ok = checkSeen(here, session, [&] { return detailsOf(here, *row); }); !ok)
            return rules::about(atTime(row->request, here.now), failure(ok));
        const auto stored = store(here.tenant, *row, *change, here.now);
        if (!stored)
            return failure(stored);
        if (!*stored)
            return overtaken(here, *row, operation);
        return change->request;
    });
}

Failure LocalLockbox::overtaken(const Scene &scene, const RequestRow &before, Operation operation)
{
    const auto row = m_requests.byId(scene.key(), before.request.id);
    if (!row)
        return failure(row);
    const AccessRequest &current = *row ? (*row)->request : before.request;
    return rules::wrongState(atTime(current, scene.now), operation);
}

Result<AccessRequest> LocalLockbox::submitRequest(const Session &session,
                                                  const rules::NewRequest &wish)
{
    return writing<AccessRequest>(session, [&](const Scene &here) -> Result<AccessRequest> {
        const auto change =
            rules::submit(here.actor, wish, here.tenant.policy, RequestId(m_ids.next()), here.now);
        if (!change)
            return failure(change);
        const auto key = m_requests.insert(here.key(), change->request);
        if (!key)
            return failure(key);
        const RequestRow row{.key = *key, .request = change->request};
        if (auto ok = store(here.tenant, row, *change, here.now); !ok)
            return failure(ok);
        return change->request;
    });
}

Result<AccessRequest> LocalLockbox::authorizeRequest(const Session &session, const QString &request,
                                                     const QString &comment)
{
    return act(session, Operation::Authorize, request,
               [&](const Scene &here, const AccessRequest &r) -> Result<rules::Change> {
                   const auto told = recipients(here);
                   if (!told)
                       return failure(told);
                   return rules::authorize(here.actor, r, comment, here.tenant.policy, *told,
                                           here.now);
               });
}

Result<AccessRequest> LocalLockbox::rejectRequest(const Session &session, const QString &request,
                                                  const QString &comment)
{
    return act(session, Operation::Reject, request, [&](const Scene &here, const AccessRequest &r) {
        return rules::reject(here.actor, r, comment, here.now);
    });
}

Result<AccessRequest> LocalLockbox::approveRequest(const Session &session, const QString &request,
                                                   const rules::Approval &approval)
{
    return act(session, Operation::Approve, request,
               [&](const Scene &here, const AccessRequest &r) {
                   return rules::approve(here.actor, r, approval, here.tenant.policy, here.now);
               });
}

Result<AccessRequest> LocalLockbox::denyRequest(const Session &session, const QString &request,
                                                const QString &comment)
{
    return act(session, Operation::Deny, request, [&](const Scene &here, const AccessRequest &r) {
        return rules::deny(here.actor, r, comment, here.tenant.policy, here.now);
    });
}

Result<AccessRequest> LocalLockbox::cancelRequest(const Session &session, const QString &request,
                                                  const QString &comment)
{
    return act(session, Operation::Cancel, request, [&](const Scene &here, const AccessRequest &r) {
        return rules::cancel(here.actor, r, comment, here.now);
    });
}

Result<AccessRequest> LocalLockbox::revokeAccess(const Session &session, const QString &request,
                                                 const QString &comment)
{
    return act(session, Operation::Revoke, request, [&](const Scene &here, const AccessRequest &r) {
        return rules::revoke(here.actor, r, comment, here.now);
    });
}

Result<AccessRequest> LocalLockbox::completeAccess(const Session &session, const QString &request,
                                                   const QString &comment)
{
    return act(session, Operation::Complete, request,
               [&](const Scene &here, const AccessRequest &r) {
                   return rules::complete(here.actor, r, comment, here.now);
               });
}

Result<AccessRequest> LocalLockbox::recordAction(const Session &session, const QString &request,
                                                 const QString &action)
{
    return act(session, Operation::RecordAction, request,
               [&](const Scene &here, const AccessRequest &r) {
                   return rules::recordAction(here.actor, r, action, here.now);
               });
}

Result<std::vector<rules::Recipient>> LocalLockbox::recipients(const Scene &scene)
{
    const auto rows =
        m_accounts.holders(scene.key(), {Role::GlobalAdministrator, Role::LockboxApprover});
    if (!rows)
        return failure(rows);
    std::vector<rules::Recipient> told;
    for (const AccountRow &row : *rows)
        told.push_back({.userPrincipalName = row.user.userPrincipalName,
                        .address = deliverableAddress(row.user)});
    return told;
}

} // namespace lockbox
