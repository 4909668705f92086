#include "ui/blades/requestpresenter.h"

#include "core/base/timetext.h"
#include "ui/models/requesttext.h"

namespace lockbox::ui {

using namespace std::chrono_literals;

AccessRequest RequestPresenter::request() const
{
    return m_details ? atTime(m_details->request, m_now) : AccessRequest{};
}

QString RequestPresenter::title() const
{
    return providerEngineerName(m_tenant.provider);
}

QString RequestPresenter::subtitle() const
{
    if (!m_details)
        return {};
    return tr("%1 · %2").arg(m_details->request.reference, stateText(request().state));
}

std::vector<RequestPresenter::Field> RequestPresenter::fields() const
{
    if (!m_details)
        return {};
    const AccessRequest current = request();
    std::vector<Field> fields = {
        {tr("Reference number"), current.reference, {}},
        {tr("Date requested (UTC)"), utcColumnText(current.submittedAt),
         localAndUtcText(current.submittedAt)},
        {tr("Reason"), current.reason, {}},
        {tr("Requestor"), title(), {}},
        {tr("Requestor's account"), current.requestor, {}},
        {tr("Duration"), toClockText(current.duration),
         tr("Asked for; access starts when it is approved")},
        {tr("Action status"), stateText(current.state), stateExplanation(current.state)},
        {tr("Service name"), current.service, {}},
    };
    addDecisionFields(fields);
    fields.push_back({tr("Request ID"), current.id.toString(), {}});
    return fields;
}

void RequestPresenter::addDecisionFields(std::vector<Field> &fields) const
{
    const AccessRequest current = request();
    if (current.decision && current.approvalRequired) {
        fields.push_back(
            {tr("Decided by"),
             tr("%1, %2").arg(current.decision->byName.isEmpty() ? current.decision->by
                                                                 : current.decision->byName,
                              displayName(current.decision->role)),
             current.decision->by});
        if (!current.decision->comment.isEmpty())
            fields.push_back({tr("Comment"), current.decision->comment, {}});
    }
    if (current.access)
        fields.push_back({tr("Access"),
                          tr("%1 until %2")
                              .arg(localAndUtcText(current.access->start),
                                   untilText(current.access->end, current.access->start)),
                          {}});
}

std::optional<RequestPresenter::Countdown> RequestPresenter::countdown() const
{
    if (!m_details)
        return std::nullopt;
    const AccessRequest current = request();
    const auto end = nextDeadline(current);
    if (!end)
        return std::nullopt;
    const bool open = current.state == RequestState::Approved;
    const Timestamp start =
        open ? current.access->start : current.notifiedAt.value_or(current.submittedAt);
    const auto whole = std::max(*end - start, std::chrono::milliseconds(1));
    const auto left = std::clamp(*end - m_now, std::chrono::milliseconds(0), whole);
    const QString time = timeLeftText(*end, m_now);
    return Countdown{.left = double(left.count()) / double(whole.count()),
                     .text = open ? tr("Access open, %1").arg(time) : tr("%1 to decide").arg(time),
                     .toolTip = localAndUtcText(*end),
                     .isShort = left <= 1h};
}

QString RequestPresenter::history() const
{
    if (!m_details)
        return {};
    const int engineer = std::max(0, m_details->requestsOfRequestor - 1);
    const int reference = std::max(0, m_details->requestsOfReference - 1);
    const QString first = engineer == 0   ? tr("No other request by this engineer")
                          : engineer == 1 ? tr("1 other request by this engineer")
                                          : tr("%1 other requests by this engineer").arg(engineer);
    const QString second = reference == 0   ? tr("none for this case")
                           : reference == 1 ? tr("1 other for this case")
                                            : tr("%1 others for this case").arg(reference);
    return tr("%1, %2").arg(first, second);
}

std::vector<StoryEntry> RequestPresenter::story() const
{
    if (!m_details)
        return {};
    RequestDetails current = *m_details;
    current.request = request();
    return RequestStory(current, m_tenant).entries();
}

std::vector<RequestAct> RequestPresenter::acts() const
{
    if (!m_details)
        return {};
    return RequestActs::offered(m_account, m_details->request, m_now);
}

Result<Role> RequestPresenter::permission(RequestAct act) const
{
    return rules::permission(toActor(m_account), RequestActs::operation(act), request(), m_now);
}

DecisionPresenter RequestPresenter::decision(RequestAct act) const
{
    return {act, {.request = request(), .policy = m_policy, .tenant = m_tenant}};
}

QString RequestPresenter::approvedText() const
{
    const AccessRequest current = request();
    const auto window =
        current.access ? current.access->end - current.access->start : std::chrono::milliseconds(0);
    return tr("A %1 engineer has a %2 window with access to the content to troubleshoot this "
              "support issue. After this "
              "time, access ends regardless of whether the issue was resolved. You can track the "
              "status of this "
              "request from the Customer Lockbox Requests page.")
        .arg(m_tenant.provider,
             windowName(std::chrono::duration_cast<std::chrono::seconds>(window)));
}

QString RequestPresenter::doneText(RequestAct act) const
{
    const AccessRequest current = request();
    switch (act) {
    case RequestAct::Approve: return approvedText();
    case RequestAct::Deny:
        return tr("Access denied. %1 gets no access to %2.").arg(title(), current.service);
    case RequestAct::Cancel:
        return tr("Request canceled. %1 gets no access to %2.").arg(title(), current.service);
    case RequestAct::Revoke:
        return tr("Access revoked. %1 no longer has access to %2.").arg(title(), current.service);
    case RequestAct::Authorize:
        return current.approvalRequired
                   ? tr("Request approved. %1's approvers have been notified.").arg(m_tenant.name)
                   : tr("Request approved. Access is open, %1 does not require approval.")
                         .arg(m_tenant.name);
    case RequestAct::Reject: return tr("Request rejected.");
    case RequestAct::Withdraw: return tr("Request withdrawn.");
    case RequestAct::Record: return tr("Action recorded.");
    case RequestAct::Complete: break;
    }
    return tr("Work closed. Access to %1 has ended.").arg(current.service);
}

QString RequestPresenter::news() const
{
    const AccessRequest now = request();
    if (now.state == RequestState::Revoked && now.access && !now.access->endedBy.isEmpty())
        return tr("%1 by %2 meanwhile.").arg(stateText(now.state), now.access->endedBy);
    const bool isDecision = now.state != RequestState::Completed && now.decision;
    return isDecision ? tr("%1 by %2 meanwhile.").arg(stateText(now.state), now.decision->byName)
                      : tr("%1 meanwhile.").arg(stateText(now.state));
}

std::optional<Timestamp> RequestPresenter::deadline() const
{
    return m_details ? nextDeadline(request()) : std::nullopt;
}

} // namespace lockbox::ui
