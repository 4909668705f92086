#include "core/api/call.h"
#include "core/wire/text.h"

namespace lockbox::api {

namespace {

/// A use case on one request that takes a comment, or another text.
using Act = Result<AccessRequest> (LockboxService::*)(const Session &, const QString &,
                                                      const QString &);

template<Act act>
Answer comment(Call &call)
{
    const auto text = textOf(call, "comment", true);
    if (!text)
        return problem(text.error());
    return answerOf(call, (call.service.*act)(call.session, call.places.at(0), *text));
}

Answer submit(Call &call)
{
    const auto wish = bodyAs<rules::NewRequest>(call);
    if (!wish)
        return problem(wish.error());
    return answerOf(call, call.service.submitRequest(call.session, *wish), 201);
}

Answer approve(Call &call)
{
    const auto approval = bodyAs<rules::Approval>(call);
    if (!approval)
        return problem(approval.error());
    return answerOf(call, call.service.approveRequest(call.session, call.places.at(0), *approval));
}

Answer record(Call &call)
{
    const auto action = textOf(call, "action");
    if (!action)
        return problem(action.error());
    return answerOf(call, call.service.recordAction(call.session, call.places.at(0), *action));
}

Answer list(Call &call)
{
    auto query = wire::fromQuery<RequestQuery>(call.question.query);
    if (!query)
        return problem(query.error());
    const auto page = call.service.requests(call.session, *query);
    if (!page)
        return problem(page.error());
    query->after = page->next;
    query->fromEnd = false;
    const QString next =
        page->next.isEmpty()
            ? QString()
            : QStringLiteral("/v1/requests?") + wire::toQuery(*query).toString(QUrl::FullyEncoded);
    return jsonTextAnswer(wire::withField(wire::toText(*page, &call.tenant), "nextLink", next));
}

Answer show(Call &call)
{
    return answerOf(call, call.service.request(call.session, call.places.at(0)));
}

/// Numbers by state.
Answer counts(Call &call)
{
    const auto counts = call.service.requestCounts(call.session);
    if (!counts)
        return problem(counts.error());
    QJsonObject json;
    for (const auto &[state, count] : *counts)
        json.insert(toSlug(state), count);
    return jsonAnswer(json);
}

Answer overview(Call &call)
{
    return answerOf(call, call.service.overview(call.session));
}

} // namespace

std::vector<Route> requestRoutes()
{
    using enum Needs;
    return {
        {"GET", "/v1/requests", SignIn, list},
        {"POST", "/v1/requests", SignIn, submit},
        {"GET", "/v1/request-counts", SignIn, counts},
        {"GET", "/v1/overview", SignIn, overview},
        {"GET", "/v1/requests/{request}", SignIn, show},
        {"POST", "/v1/requests/{request}/authorize", FreshSignIn,
         comment<&LockboxService::authorizeRequest>},
        {"POST", "/v1/requests/{request}/reject", FreshSignIn,
         comment<&LockboxService::rejectRequest>},
        {"POST", "/v1/requests/{request}/approve", FreshSignIn, approve},
        {"POST", "/v1/requests/{request}/deny", FreshSignIn, comment<&LockboxService::denyRequest>},
        {"POST", "/v1/requests/{request}/cancel", FreshSignIn,
         comment<&LockboxService::cancelRequest>},
        {"POST", "/v1/requests/{request}/revoke", FreshSignIn,
         comment<&LockboxService::revokeAccess>},
        {"POST", "/v1/requests/{request}/complete", SignIn,
         comment<&LockboxService::completeAccess>},
        {"POST", "/v1/requests/{request}/record", SignIn, record},
    };
}

} // namespace lockbox::api
