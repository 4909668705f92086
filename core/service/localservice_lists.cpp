#include "core/domain/validation.h"
#include "core/service/localservice.h"

#include <algorithm>
#include <limits>

namespace lockbox {

using rules::Operation;

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
        return row ? detailsOf(here, *row) : failure(row);
    });
}

Result<RequestDetails> LocalLockbox::detailsOf(const Scene &here, const RequestRow &row)
{
    auto timeline = m_events.listOfRequest(row.key, 0, 10000);
    if (!timeline)
        return failure(timeline);
    const Visibility visibility = visibilityOf(here.actor);
    const auto ofRequestor =
        m_requests.countOfRequestor(here.key(), row.request.requestor, visibility);
    if (!ofRequestor)
        return failure(ofRequestor);
    const auto ofReference =
        m_requests.countOfReference(here.key(), row.request.reference, visibility);
    if (!ofReference)
        return failure(ofReference);
    // Where the clock's doing could not be written down, it is told all the same.
    if (const auto elapsed = rules::elapse(row.request, here.now))
        timeline->insert(timeline->end(), elapsed->events.begin(), elapsed->events.end());
    RequestDetails details{.request = atTime(row.request, here.now),
                           .timeline = rules::shownTo(here.actor, std::move(*timeline)),
                           .requestsOfRequestor = *ofRequestor,
                           .requestsOfReference = *ofReference};
    if (auto ok = addNotices(here, details, row.key); !ok)
        return failure(ok);
    return details;
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
        if (auto ok = addNotices(here, overview); !ok)
            return failure(ok);
        return overview;
    });
}

} // namespace lockbox
