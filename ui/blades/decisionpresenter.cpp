#include "ui/blades/decisionpresenter.h"

#include "core/domain/validation.h"
#include "ui/models/requesttext.h"

namespace lockbox::ui {

using namespace std::chrono_literals;

QString DecisionPresenter::heading() const
{
    return RequestActs::confirmLabel(m_act);
}

QString DecisionPresenter::requestorName() const
{
    return providerEngineerName(m_subject.tenant.provider);
}

std::chrono::seconds DecisionPresenter::wholeWindow() const
{
    return std::min(m_subject.request.duration, m_subject.policy.maxAccess);
}

std::vector<DecisionPresenter::WindowChoice> DecisionPresenter::windowChoices() const
{
    if (m_act != RequestAct::Approve)
        return {};
    std::vector<WindowChoice> choices;
    for (const std::chrono::seconds shorter :
         {std::chrono::seconds(30min), std::chrono::seconds(1h), std::chrono::seconds(2h)}) {
        if (shorter < wholeWindow())
            choices.push_back({shorter, spanText(shorter)});
    }
    if (!choices.empty())
        choices.push_back({wholeWindow(), tr("All (%1)").arg(spanText(wholeWindow()))});
    return choices;
}

QString DecisionPresenter::consequence(std::chrono::seconds window, Timestamp now) const
{
    const QString service = m_subject.request.service;
    const QString until = untilText(now + window, now);
    switch (m_act) {
    case RequestAct::Approve:
        return tr("%1 gets access to %2 until %3.").arg(requestorName(), service, until);
    case RequestAct::Deny:
        return tr("%1 gets no access to %2. The request is closed.").arg(requestorName(), service);
    case RequestAct::Cancel:
        return tr("The request is closed without an answer. %1 gets no access to %2.")
            .arg(requestorName(), service);
    case RequestAct::Revoke:
        return tr("%1 loses access to %2 at once.").arg(requestorName(), service);
    case RequestAct::Authorize: return authorizeConsequence(now);
    case RequestAct::Reject:
        return tr("The request is closed. %1 is not asked.").arg(m_subject.tenant.name);
    case RequestAct::Withdraw:
        return tr("Your request for access to %1 is closed. Nobody decides on it any more.")
            .arg(service);
    case RequestAct::Record:
        return tr("What you note becomes part of the request's history. %1 can read it.")
            .arg(m_subject.tenant.name);
    case RequestAct::Complete: break;
    }
    return tr("Your access to %1 ends at once.").arg(service);
}

QString DecisionPresenter::authorizeConsequence(Timestamp now) const
{
    if (m_subject.policy.requireApproval)
        return tr("%1's approvers are notified and have %2 to decide.")
            .arg(m_subject.tenant.name, spanText(m_subject.policy.decideWithin));
    return tr("%1 does not require approval: access to %2 starts at once and lasts until %3.")
        .arg(m_subject.tenant.name, m_subject.request.service, untilText(now + wholeWindow(), now));
}

QString DecisionPresenter::textLabel() const
{
    if (m_act == RequestAct::Record)
        return tr("What was done");
    const QString name = m_act == RequestAct::Deny ? tr("Reason") : tr("Comment");
    return isTextRequired() ? name : tr("%1 (optional)").arg(name);
}

bool DecisionPresenter::isTextRequired() const
{
    return m_act == RequestAct::Record
           || (m_act == RequestAct::Deny && m_subject.policy.commentRequiredOnDeny);
}

QString DecisionPresenter::objection(const QString &text) const
{
    if (isTextRequired() && text.trimmed().isEmpty())
        return m_act == RequestAct::Record ? tr("Say what was done.")
                                           : tr("Say why access is denied.");
    const auto checked = checkOptionalText(textField(), text, TextLimits::comment);
    return checked ? QString() : errorText(checked.error());
}

QString DecisionPresenter::textField() const
{
    return m_act == RequestAct::Record ? QStringLiteral("action") : QStringLiteral("comment");
}

} // namespace lockbox::ui
