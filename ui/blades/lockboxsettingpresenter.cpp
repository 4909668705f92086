#include "ui/blades/lockboxsettingpresenter.h"

namespace lockbox::ui {

namespace {

template<typename T>
std::optional<T> ifDifferent(const T &wish, const T &stored)
{
    return wish == stored ? std::nullopt : std::optional<T>(wish);
}

template<typename T>
void follow(T &wish, const T &before, const T &now)
{
    if (wish == before)
        wish = now;
}

} // namespace

PolicyChange LockboxSettingPresenter::change(bool acceptUnreachable) const
{
    return {.requireApproval = ifDifferent(m_wish.requireApproval, m_stored.requireApproval),
            .decideWithin = ifDifferent(m_wish.decideWithin, m_stored.decideWithin),
            .maxAccess = ifDifferent(m_wish.maxAccess, m_stored.maxAccess),
            .commentRequiredOnDeny =
                ifDifferent(m_wish.commentRequiredOnDeny, m_stored.commentRequiredOnDeny),
            .acceptUnreachable = acceptUnreachable};
}

QString LockboxSettingPresenter::confirmationText(qint64 waiting, const QString &provider) const
{
    QString text = tr("From then on %1 decides alone: an engineer whose manager approves gets "
                      "access without asking you.")
                       .arg(provider);
    if (waiting > 0)
        text +=
            QLatin1Char(' ')
            + (waiting == 1
                   ? tr("The request waiting now keeps waiting for a decision.")
                   : tr("The %1 requests waiting now keep waiting for a decision.").arg(waiting));
    return text + QLatin1Char(' ') + tr("Access already open stays open until it ends.");
}

bool LockboxSettingPresenter::isAboutUnreachable(const Error &error) const
{
    return error.code == ErrorCode::WrongState && m_wish.requireApproval
           && !m_stored.requireApproval;
}

QString LockboxSettingPresenter::unreachableText()
{
    return tr("Nobody would hear of a request: no approver has an e-mail address that works. A "
              "request waits until somebody looks here, and expires if nobody does in time. "
              "Give an approver an address first, or switch On all the same.");
}

void LockboxSettingPresenter::setStored(const Policy &policy)
{
    const Policy before = m_stored;
    m_stored = policy;
    follow(m_wish.requireApproval, before.requireApproval, policy.requireApproval);
    follow(m_wish.decideWithin, before.decideWithin, policy.decideWithin);
    follow(m_wish.maxAccess, before.maxAccess, policy.maxAccess);
    follow(m_wish.commentRequiredOnDeny, before.commentRequiredOnDeny,
           policy.commentRequiredOnDeny);
}

} // namespace lockbox::ui
