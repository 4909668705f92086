#include "core/demo/demohistory.h"

namespace lockbox::demo {

History::History(const std::vector<User> &users, const Policy &policy, quint64 idSeed,
                 qint64 lastEvent)
    : m_policy(policy), m_ids(idSeed), m_lastEvent(lastEvent)
{
    for (const User &user : users) {
        m_actors.insert(user.userPrincipalName, toActor(user));
        if (isApprover(user.roles))
            m_recipients.push_back(
                {.userPrincipalName = user.userPrincipalName, .address = deliverableAddress(user)});
    }
}

Result<rules::Change> History::change(const Step &step, const Actor &actor)
{
    if (step.kind == StepKind::Submit)
        return rules::submit(actor, step.wish, m_policy, RequestId(m_ids.next()), step.at);
    const AccessRequest &subject = request(step.request);
    switch (step.kind) {
    case StepKind::Authorize:
        return rules::authorize(actor, subject, step.text, m_policy, m_recipients, step.at);
    case StepKind::Reject: return rules::reject(actor, subject, step.text, step.at);
    case StepKind::Approve:
        return rules::approve(actor, subject, {.window = step.window, .comment = step.text},
                              m_policy, step.at);
    case StepKind::Deny: return rules::deny(actor, subject, step.text, m_policy, step.at);
    case StepKind::Cancel: return rules::cancel(actor, subject, step.text, step.at);
    case StepKind::Revoke: return rules::revoke(actor, subject, step.text, step.at);
    case StepKind::Complete: return rules::complete(actor, subject, step.text, step.at);
    default: break;
    }
    return rules::recordAction(actor, subject, step.text, step.at);
}

Result<void> History::take(const Step &step)
{
    if (auto ok = settle(step.at); !ok)
        return ok;
    auto changed = change(step, m_actors.value(step.actor));
    if (!changed)
        return failure(changed);
    if (step.kind == StepKind::Submit) {
        m_requests.emplace_back();
        m_ready.filed = step.request;
    }
    return store(step.request, std::move(*changed));
}

Result<void> History::settle(Timestamp now)
{
    while (!m_due.empty() && m_due.top().at <= now) {
        const Due due = m_due.top();
        m_due.pop();
        // A request that was decided meanwhile has another deadline, or none, or has been handed out already.
        if (due.key < m_firstKey || nextDeadline(request(due.key)) != due.at)
            continue;
        if (auto elapsed = rules::elapse(request(due.key), now)) {
            if (auto ok = store(due.key, std::move(*elapsed)); !ok)
                return ok;
        }
    }
    return {};
}

Result<void> History::store(qint64 key, rules::Change change)
{
    AccessRequest &stored = request(key);
    const auto before = nextDeadline(stored);
    stored = std::move(change.request);
    if (const auto deadline = nextDeadline(stored); deadline && deadline != before)
        m_due.push({.at = *deadline, .key = key});
    for (Event &event : change.events) {
        event.seq = ++m_lastEvent;
        auto row = toRow(event, key);
        if (!row)
            return failure(row);
        m_ready.events.push_back(std::move(*row));
    }
    return {};
}

Stretch History::ready(bool end)
{
    while (!m_requests.empty() && (end || isFinal(m_requests.front().state))) {
        m_ready.requests.push_back(std::move(m_requests.front()));
        m_requests.pop_front();
        ++m_firstKey;
    }
    Stretch stretch = std::move(m_ready);
    m_ready = Stretch{.events = {}, .requests = {}, .filed = stretch.filed};
    return stretch;
}

} // namespace lockbox::demo
