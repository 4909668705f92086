#include "core/domain/accessrequest.h"

namespace lockbox {

const std::vector<RequestState> &allRequestStates()
{
    using enum RequestState;
    static const std::vector<RequestState> states = {Submitted, Rejected, Pending, Approved, Denied,
                                                     Expired,   Canceled, Revoked, Completed};
    return states;
}

QString toSlug(RequestState state)
{
    switch (state) {
    case RequestState::Submitted: return QStringLiteral("submitted");
    case RequestState::Rejected: return QStringLiteral("rejected");
    case RequestState::Pending: return QStringLiteral("pending");
    case RequestState::Approved: return QStringLiteral("approved");
    case RequestState::Denied: return QStringLiteral("denied");
    case RequestState::Expired: return QStringLiteral("expired");
    case RequestState::Canceled: return QStringLiteral("canceled");
    case RequestState::Revoked: return QStringLiteral("revoked");
    case RequestState::Completed: break;
    }
    return QStringLiteral("completed");
}

Result<RequestState> parseRequestState(QStringView slug)
{
    for (RequestState state : allRequestStates()) {
        if (slug.compare(toSlug(state), Qt::CaseInsensitive) == 0)
            return state;
    }
    QStringList known;
    for (RequestState state : allRequestStates())
        known.append(toSlug(state));
    return invalid(QStringLiteral("state"), QStringLiteral("there is no state \"%1\"; known are %2")
                                                .arg(slug, known.join(QStringLiteral(", "))));
}

bool isFinal(RequestState state)
{
    return state != RequestState::Submitted && state != RequestState::Pending
           && state != RequestState::Approved;
}

std::optional<Timestamp> nextDeadline(const AccessRequest &request)
{
    if (request.state == RequestState::Pending)
        return request.expiresAt;
    if (request.state == RequestState::Approved && request.access)
        return request.access->end;
    return std::nullopt;
}

AccessRequest atTime(const AccessRequest &request, Timestamp now)
{
    AccessRequest current = request;
    const auto deadline = nextDeadline(request);
    if (deadline && now >= *deadline) {
        current.state = request.state == RequestState::Pending ? RequestState::Expired
                                                               : RequestState::Completed;
    }
    return current;
}

} // namespace lockbox
