#pragma once

#include "core/base/ids.h"
#include "core/domain/role.h"

namespace lockbox {

/// Where a request stands. Decisions (Approve, Deny, Cancel) are verbs and something else.
enum class RequestState {
    Submitted, ///< Waits for the provider's manager.
    Rejected,  ///< The provider's manager refused.
    Pending,   ///< Waits for the customer; the clock runs.
    Approved,  ///< The access window is open.
    Denied,    ///< The customer said no.
    Expired,   ///< Nobody answered in time.
    Canceled,  ///< Withdrawn before a decision.
    Revoked,   ///< The customer ended open access early.
    Completed, ///< The window is over, or the engineer closed the work.
};

const std::vector<RequestState> &allRequestStates();
QString toSlug(RequestState state);
Result<RequestState> parseRequestState(QStringView slug);

/// True where nothing can happen any more.
bool isFinal(RequestState state);

/// The provider's manager's yes.
struct Authorization {
    QString by; ///< User principal name.
    Timestamp at;

    bool operator==(const Authorization &) const = default;
};

/// Who ended the wait, as what. For a request rejected by the manager it is the manager; for one that needed no approval too.
struct Decision {
    QString by;
    QString byName; ///< Display name at that moment.
    Role role;      ///< The role held at that moment.
    Timestamp at;
    QString comment; ///< May be empty.

    bool operator==(const Decision &) const = default;
};

/// The access window: from `start`, which is the moment of approval, up to and without `end`.
struct AccessWindow {
    Timestamp start;
    Timestamp end;   ///< Planned end; the real one once access has ended.
    QString endedBy; ///< Who revoked or closed it; empty where the clock did, or while it is open.

    bool operator==(const AccessWindow &) const = default;
};

/// One request to see a customer's content, with all that was decided about it.
struct AccessRequest {
    RequestId id;
    QString reference; ///< The service request's number; several requests may share it.
    QString service;
    QString reason;
    QString requestor;                ///< The engineer's user principal name.
    std::chrono::seconds duration{0}; ///< Asked for.
    RequestState state = RequestState::Submitted;
    Timestamp submittedAt;
    std::optional<Authorization> authorization;
    std::optional<Timestamp> notifiedAt; ///< The customer was told; the time to decide starts.
    std::optional<Timestamp> expiresAt;  ///< First moment that is too late to decide.
    bool approvalRequired = true; ///< False where the setting was Off when the manager approved.
    std::optional<Decision> decision;
    std::optional<AccessWindow> access;

    /// The customer sees a request from the manager's yes on.
    bool visibleToCustomer() const { return authorization.has_value(); }

    bool operator==(const AccessRequest &) const = default;
};

/// The next moment at which the clock alone changes the request: the end of the wait, or of the access window.
std::optional<Timestamp> nextDeadline(const AccessRequest &request);

/// The request as it is at `now`: a passed deadline has taken effect, whether or not any process ran then.
AccessRequest atTime(const AccessRequest &request, Timestamp now);

} // namespace lockbox
