#include "ui/blades/requesttimeline.h"

#include <QJsonArray>

namespace lockbox::ui {

std::vector<StoryEntry> RequestStory::entries() const
{
    std::vector<StoryEntry> entries;
    entries.reserve(m_details.timeline.size() + 1);
    for (const Event &event : m_details.timeline)
        entries.push_back(entry(event));
    if (const auto next = deadline())
        entries.push_back(*next);
    return entries;
}

StoryEntry RequestStory::entry(const Event &event) const
{
    StoryEntry entry{.title = title(event), .detail = {}, .at = event.at, .ahead = false};
    if (event.kind == EventKind::RequestNotified)
        entry.detail = recipients(event);
    else if (event.kind == EventKind::AccessRecorded)
        entry.detail = event.details.value(QStringLiteral("action")).toString();
    else if (const QString comment = event.details.value(QStringLiteral("comment")).toString();
             !comment.isEmpty())
        entry.detail = tr("“%1”").arg(comment);
    return entry;
}

QString RequestStory::who(const Event &event) const
{
    const auto &decision = m_details.request.decision;
    const bool named = decision && decision->by == event.actor && !decision->byName.isEmpty();
    const QString name = named ? tr("%1 (%2)").arg(decision->byName, event.actor) : event.actor;
    return event.actorRole ? tr("%1 as %2").arg(name, displayName(*event.actorRole)) : name;
}

QString RequestStory::title(const Event &event) const
{
    switch (event.kind) {
    case EventKind::RequestSubmitted: return tr("Filed by %1").arg(event.actor);
    case EventKind::RequestAuthorized:
        return tr("Approved by %1's manager %2").arg(m_tenant.provider, event.actor);
    case EventKind::RequestRejected:
        return tr("Rejected by %1's manager %2").arg(m_tenant.provider, event.actor);
    case EventKind::RequestNotified: return tr("%1's approvers notified").arg(m_tenant.name);
    case EventKind::RequestApproved:
        return m_details.request.approvalRequired ? tr("Approved by %1").arg(who(event))
                                                  : tr("Access started, approval not required");
    case EventKind::RequestDenied: return tr("Denied by %1").arg(who(event));
    case EventKind::RequestCanceled:
        return event.actor == m_details.request.requestor ? tr("Withdrawn by %1").arg(event.actor)
                                                          : tr("Canceled by %1").arg(who(event));
    case EventKind::RequestExpired: return tr("Request expired, nobody decided in time");
    case EventKind::AccessRecorded: return tr("Recorded by %1").arg(event.actor);
    case EventKind::AccessRevoked: return tr("Access revoked by %1").arg(who(event));
    case EventKind::AccessCompleted: return endTitle(event);
    default: return toSlug(event.kind);
    }
}

QString RequestStory::endTitle(const Event &event) const
{
    return event.actor.isEmpty() ? tr("Access ended, the window was over")
                                 : tr("Access ended, work closed by %1").arg(event.actor);
}

QString RequestStory::recipientCount(const Event &event)
{
    const int notified = event.details.value(QStringLiteral("notified")).toInt();
    const int unreachable = event.details.value(QStringLiteral("unreachable")).toInt();
    QStringList lines;
    if (notified > 0)
        lines.append(notified == 1 ? tr("1 approver was told")
                                   : tr("%1 approvers were told").arg(notified));
    if (unreachable > 0)
        lines.append(tr("Could not be reached, no valid address: %1").arg(unreachable));
    return lines.isEmpty() ? tr("There was nobody to notify.") : lines.join(QLatin1Char('\n'));
}

QString RequestStory::recipients(const Event &event)
{
    if (!event.details.contains(QStringLiteral("recipients")))
        return recipientCount(event);
    QStringList reached;
    QStringList missed;
    for (const QJsonValue &value : event.details.value(QStringLiteral("recipients")).toArray()) {
        const QString user = value[QStringLiteral("user")].toString();
        const QString address = value[QStringLiteral("address")].toString();
        if (address.isEmpty())
            missed.append(user);
        else
            reached.append(user);
    }
    QStringList lines;
    if (!reached.isEmpty())
        lines.append(tr("Notified: %1").arg(reached.join(QStringLiteral(", "))));
    if (!missed.isEmpty())
        lines.append(tr("Could not be reached, no valid address: %1")
                         .arg(missed.join(QStringLiteral(", "))));
    return lines.isEmpty() ? tr("There was nobody to notify.") : lines.join(QLatin1Char('\n'));
}

std::optional<StoryEntry> RequestStory::deadline() const
{
    const auto at = nextDeadline(m_details.request);
    if (!at)
        return std::nullopt;
    const bool open = m_details.request.state == RequestState::Approved;
    return StoryEntry{.title = open ? tr("Access ends by itself") : tr("Expires if nobody decides"),
                      .detail = {},
                      .at = *at,
                      .ahead = true};
}

} // namespace lockbox::ui
