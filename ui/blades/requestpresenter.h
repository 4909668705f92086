#pragma once

#include "ui/blades/decisionpresenter.h"
#include "ui/blades/requestact.h"
#include "ui/blades/requesttimeline.h"

namespace lockbox::ui {

/// What the request blade shows and offers, without its widgets: a function of the request, the account, the policy and the present.
class RequestPresenter
{
    Q_DECLARE_TR_FUNCTIONS(RequestPresenter)

public:
    /// A label of the portal and its value.
    struct Field {
        QString label;
        QString value;
        QString toolTip;

        bool operator==(const Field &) const = default;
    };

    /// How much of the time to decide, or of the access window, is over.
    struct Countdown {
        double left = 0; ///< 1 at its start, 0 at its end.
        QString text;    ///< "7 h 12 m left to decide"
        QString toolTip; ///< The deadline itself.
        bool isShort = false;

        bool operator==(const Countdown &) const = default;
    };

    void setTenant(const Tenant &tenant) { m_tenant = tenant; }
    void setAccount(const User &account) { m_account = account; }
    void setNow(Timestamp now) { m_now = now; }
    void setPolicy(const Policy &policy) { m_policy = policy; }
    void setDetails(const RequestDetails &details) { m_details = details; }

    /// What an act made of the request, until its whole story is read.
    void setRequest(const AccessRequest &request) { m_details->request = request; }

    const Policy &policy() const { return m_policy; }
    bool hasDetails() const { return m_details.has_value(); }
    const RequestDetails &details() const { return *m_details; }
    /// The request as it is now.
    AccessRequest request() const;

    QString title() const;
    QString subtitle() const;
    std::vector<Field> fields() const;
    std::optional<Countdown> countdown() const;
    /// "3 other requests by this engineer · 1 other for this case"
    QString history() const;
    std::vector<StoryEntry> story() const;

    /// What the account may do now, in the order in which it is offered.
    std::vector<RequestAct> acts() const;
    /// Whether an act is possible now, or why not.
    Result<Role> permission(RequestAct act) const;
    DecisionPresenter decision(RequestAct act) const;
    /// What the portal says after an approval.
    QString approvedText() const;
    /// Told after an act, and read out.
    QString doneText(RequestAct act) const;
    /// What became of the request while one looked at it, by somebody else or by the clock.
    QString news() const;
    /// When what is shown will change by the clock alone.
    std::optional<Timestamp> deadline() const;

private:
    void addDecisionFields(std::vector<Field> &fields) const;

    Tenant m_tenant;
    User m_account;
    Timestamp m_now{};
    Policy m_policy;
    std::optional<RequestDetails> m_details;
};

} // namespace lockbox::ui
