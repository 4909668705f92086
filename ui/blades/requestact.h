#pragma once

#include "core/service/lockboxservice.h"

#include <QCoreApplication>

namespace lockbox::ui {

/// What a person can do with a request in its blade.
enum class RequestAct {
    Approve,   ///< The customer's yes.
    Deny,      ///< The customer's no.
    Cancel,    ///< The customer ends the wait without an answer.
    Revoke,    ///< The customer ends open access.
    Authorize, ///< The provider's manager's yes.
    Reject,    ///< The provider's manager's no.
    Withdraw,  ///< The requestor takes it back.
    Record,    ///< The requestor notes what was done.
    Complete,  ///< The requestor closes the work.
};

/// What a person has filled in before confirming.
struct ActInput {
    QString text;                               ///< Comment, reason or note.
    std::optional<std::chrono::seconds> window; ///< Approve only: shorter than asked for.

    bool operator==(const ActInput &) const = default;
};

/// Words and rules of RequestAct that hold for every request.
class RequestActs
{
    Q_DECLARE_TR_FUNCTIONS(RequestActs)

public:
    /// What `account` may do to `request` at `now`, in the order in which it is offered.
    static std::vector<RequestAct> offered(const User &account, const AccessRequest &request,
                                           Timestamp now);

    static rules::Operation operation(RequestAct act);
    /// The button that starts it: "Approve".
    static QString label(RequestAct act);
    /// The button that does it: "Approve access".
    static QString confirmLabel(RequestAct act);
    /// Stable name of the button that starts it ("approveButton").
    static QString buttonName(RequestAct act);
    /// Stable name of the button that does it ("confirmApproveButton").
    static QString confirmButtonName(RequestAct act);

    /// Calls the door.
    static Result<AccessRequest> perform(LockboxService &service, const Session &session,
                                         RequestAct act, const RequestId &request,
                                         const ActInput &input);
};

} // namespace lockbox::ui
