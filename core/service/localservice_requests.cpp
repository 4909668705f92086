#include "core/domain/validation.h"
#include "core/service/localservice.h"

#include <algorithm>
#include <limits>

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
    const auto rows = m_accounts.list(scene.key());
    if (!rows)
        return failure(rows);
    std::vector<rules::Recipient> told;
    for (const AccountRow &row : *rows) {
        if (isApprover(row.user.roles))
            told.push_back({.userPrincipalName = row.user.userPrincipalName,
                            .address = deliverableAddress(row.user)});
    }
    return told;
}

/// Rows as they are at `now`. A row that the clock has moved out of the wanted states meanwhile is left out.
static Page<AccessRequest> shown(Page<RequestRow> rows, const RequestQuery &query, Timestamp now)
{
    Page<AccessRequest> page{.items = {}, .next = rows.next, .previous = rows.previous};
    page.items.reserve(rows.items.size());
    for (RequestRow &row : rows.items) {
        const auto deadline = nextDeadline(row.request);
        AccessRequest request =
            deadline && *deadline <= now ? atTime(row.request, now) : std::move(row.request);
        const auto &wanted = query.states;
        if (wanted.empty()
            || std::find(wanted.begin(), wanted.end(), request.state) != wanted.end())
            page.items.push_back(std::move(request));
    }
    return page;
}

Result<Page<AccessRequest>> LocalLockbox::requests(const Session &session,
                                                   const RequestQuery &query)
{
    if (query.limit < 1 || query.limit > 1000)
        return invalid(QStringLiteral("limit"), QStringLiteral("limit must be between 1 and 1000"));
    if (const auto text =
            checkOptionalText(QStringLiteral("search"), query.search, TextLimits::search);
        !text)
        return failure(text);
    return reading<Page<AccessRequest>>(
        session, [&](const Scene &here) -> Result<Page<AccessRequest>> {
            if (const auto role = rules::permission(here.actor, Operation::ReadRequests); !role)
                return failure(role);
            if (const auto id = RequestId::fromString(query.search.trimmed()); !id.isNull()) {
                const auto row = m_requests.byId(here.key(), id);
                if (!row)
                    return failure(row);
                Page<RequestRow> one;
                if (*row && rules::canSee(here.actor, (*row)->request))
                    one.items.push_back(**row);
                return shown(std::move(one), query, here.now);
            }
            return listed(here, query);
        });
}

/// Where the clock's doing could not be written down, some rows of the wanted states are stored as what they were before.
static RequestQuery asStored(RequestQuery query)
{
    const auto wanted = query.states;
    for (const RequestState state : wanted) {
        if (state == RequestState::Expired)
            query.states.push_back(RequestState::Pending);
        if (state == RequestState::Completed)
            query.states.push_back(RequestState::Approved);
    }
    return query;
}

Result<Page<AccessRequest>> LocalLockbox::listed(const Scene &here, const RequestQuery &query)
{
    const auto due = m_requests.due(here.key(), here.now, 1);
    if (!due)
        return failure(due);
    RequestQuery part = due->empty() ? query : asStored(query);
    const auto position = PagePosition::fromToken(query.after);
    const bool backward = position ? position->backward : query.fromEnd;
    Page<AccessRequest> page;
    // With nothing due the first part is the page; else what the clock has taken away is made up from the rows behind.
    for (bool first = true;; first = false) {
        part.limit = query.limit - static_cast<int>(page.items.size());
        auto rows = m_requests.page(here.key(), part, visibilityOf(here.actor));
        if (!rows)
            return failure(rows);
        auto more = shown(std::move(*rows), query, here.now);
        page.items.insert(backward ? page.items.begin() : page.items.end(),
                          std::make_move_iterator(more.items.begin()),
                          std::make_move_iterator(more.items.end()));
        if (first || !backward)
            page.next = more.next;
        if (first || backward)
            page.previous = more.previous;
        part.after = backward ? page.previous : page.next;
        part.fromEnd = false;
        if (part.after.isEmpty() || std::cmp_equal(page.items.size(), query.limit))
            return page;
    }
}

Result<RequestDetails> LocalLockbox::request(const Session &session, const QString &request)
{
    return reading<RequestDetails>(session, [&](const Scene &here) -> Result<RequestDetails> {
        if (const auto role = rules::permission(here.actor, Operation::ReadRequests); !role)
            return failure(role);
        const auto row = resolve(here, request);
        if (!row)
            return failure(row);
        auto timeline = m_events.listOfRequest(row->key, 0, 10000);
        if (!timeline)
            return failure(timeline);
        const Visibility visibility = visibilityOf(here.actor);
        const auto ofRequestor =
            m_requests.countOfRequestor(here.key(), row->request.requestor, visibility);
        if (!ofRequestor)
            return failure(ofRequestor);
        const auto ofReference =
            m_requests.countOfReference(here.key(), row->request.reference, visibility);
        if (!ofReference)
            return failure(ofReference);
        // Where the clock's doing could not be written down, it is told all the same.
        if (const auto elapsed = rules::elapse(row->request, here.now))
            timeline->insert(timeline->end(), elapsed->events.begin(), elapsed->events.end());
        return RequestDetails{.request = atTime(row->request, here.now),
                              .timeline = rules::shownTo(here.actor, std::move(*timeline)),
                              .requestsOfRequestor = *ofRequestor,
                              .requestsOfReference = *ofReference};
    });
}

Result<RequestCounts> LocalLockbox::countsOf(const Scene &here)
{
    auto counts = m_requests.counts(here.key(), visibilityOf(here.actor));
    if (!counts)
        return counts;
    // Where the clock's doing could not be written down, it counts all the same.
    const auto due = m_requests.due(here.key(), here.now, std::numeric_limits<int>::max());
    if (!due)
        return failure(due);
    for (const RequestRow &row : *due) {
        if (!rules::canSee(here.actor, row.request))
            continue;
        --(*counts)[row.request.state];
        ++(*counts)[atTime(row.request, here.now).state];
    }
    return counts;
}

Result<RequestCounts> LocalLockbox::requestCounts(const Session &session)
{
    return reading<RequestCounts>(session, [&](const Scene &here) -> Result<RequestCounts> {
        if (const auto role = rules::permission(here.actor, Operation::ReadRequests); !role)
            return failure(role);
        return countsOf(here);
    });
}

Result<Overview> LocalLockbox::overview(const Session &session)
{
    constexpr int most = 20;
    return reading<Overview>(session, [&](const Scene &here) -> Result<Overview> {
        if (const auto role = rules::permission(here.actor, Operation::ReadRequests); !role)
            return failure(role);
        const Visibility visibility = visibilityOf(here.actor);
        const auto counts = countsOf(here);
        if (!counts)
            return failure(counts);
        Overview overview{
            .counts = *counts, .waiting = {}, .openAccess = {}, .policy = here.tenant.policy};
        const std::pair<RequestState, std::vector<AccessRequest> &> lists[] = {
            {RequestState::Pending, overview.waiting},
            {RequestState::Approved, overview.openAccess}};
        for (const auto &[state, list] : lists) {
            const auto rows = m_requests.byDeadline(here.key(), state, visibility, most, here.now);
            if (!rows)
                return failure(rows);
            for (const RequestRow &row : *rows)
                list.push_back(row.request);
        }
        const auto told = recipients(here);
        if (!told)
            return failure(told);
        overview.approvers = static_cast<int>(told->size());
        overview.unreachableApprovers =
            static_cast<int>(std::count_if(told->begin(), told->end(), [](const auto &recipient) {
                return recipient.address.isEmpty();
            }));
        return overview;
    });
}

} // namespace lockbox
