#include "core/evidence/storycheck.h"

#include "core/domain/accessrequest.h"

#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace lockbox::evidence {

namespace {

const std::vector<EventKind> &predecessors(EventKind kind)
{
    using enum EventKind;
    static const std::map<EventKind, std::vector<EventKind>> table = {
        {RequestAuthorized, {RequestSubmitted}},
        {RequestRejected, {RequestSubmitted}},
        {RequestNotified, {RequestAuthorized}},
        {RequestApproved, {RequestNotified, RequestAuthorized}},
        {RequestDenied, {RequestNotified}},
        {RequestCanceled, {RequestSubmitted, RequestNotified}},
        {RequestExpired, {RequestNotified}},
        {AccessRecorded, {RequestApproved, AccessRecorded}},
        {AccessRevoked, {RequestApproved, AccessRecorded}},
        {AccessCompleted, {RequestApproved, AccessRecorded}},
    };
    static const std::vector<EventKind> none;
    const auto found = table.find(kind);
    return found == table.end() ? none : found->second;
}

bool mayFollow(EventKind kind, EventKind before)
{
    const auto &allowed = predecessors(kind);
    return std::find(allowed.begin(), allowed.end(), before) != allowed.end();
}

bool isEnd(EventKind kind)
{
    using enum EventKind;
    return kind != RequestSubmitted && kind != RequestAuthorized && kind != RequestNotified
           && kind != RequestApproved && kind != AccessRecorded;
}

/// Where a request stands behind an event that doesn't end it, whether or not the event says so.
RequestState stateAfter(EventKind kind)
{
    switch (kind) {
    case EventKind::RequestNotified: return RequestState::Pending;
    case EventKind::RequestApproved:
    case EventKind::AccessRecorded: return RequestState::Approved;
    default: return RequestState::Submitted;
    }
}

QString jsonText(const QJsonValue &value)
{
    if (value.isString())
        return QLatin1Char('"') + value.toString() + QLatin1Char('"');
    return QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("v"), value}})
                                 .toJson(QJsonDocument::Compact))
        .mid(5)
        .chopped(1);
}

/// What a field is before any event has named it.
QJsonValue initial(const QString &field)
{
    return field == QLatin1String("approvalRequired") ? QJsonValue(true) : QJsonValue();
}

/// The first field that was not what `event` says that it was.
QString differenceOf(const Event &event, const QJsonObject &fields, bool isWhole)
{
    for (auto it = event.before.begin(); it != event.before.end(); ++it) {
        const bool isKnown = fields.contains(it.key());
        if (!isKnown && !isWhole)
            continue;
        const QJsonValue known = isKnown ? fields.value(it.key()) : initial(it.key());
        if (it.value() != known)
            return QStringLiteral("%1 was %2 before it, and is %3 after the event before")
                .arg(it.key(), jsonText(it.value()), jsonText(known));
    }
    return {};
}

} // namespace

QString StoryCheck::begin(const Event &event, Story &story) const
{
    story.isWhole = event.kind == EventKind::RequestSubmitted;
    if (story.isWhole || !m_fromTheStart)
        return {};
    return QStringLiteral("the story of request %1 begins with event %2 (%3), not with its filing: "
                          "what came before is missing")
        .arg(event.request.toString())
        .arg(event.seq)
        .arg(toSlug(event.kind));
}

QString StoryCheck::take(const Event &event)
{
    if (event.request.isNull())
        return {};
    const bool isNew = !m_stories.contains(event.request);
    Story &story = m_stories[event.request];
    QString fault;
    if (isNew)
        fault = begin(event, story);
    else if (!mayFollow(event.kind, story.kind))
        fault = QStringLiteral("%1 does not follow %2").arg(toSlug(event.kind), toSlug(story.kind));
    else
        fault = differenceOf(event, story.fields, story.isWhole);
    if (!fault.isEmpty() && !isNew)
        fault = QStringLiteral("between events %1 and %2 of request %3 something is missing: %4")
                    .arg(story.seq)
                    .arg(event.seq)
                    .arg(event.request.toString(), fault);
    story.kind = event.kind;
    story.seq = event.seq;
    // Texts of the filing never change, and would be kept for each request.
    if (event.kind != EventKind::RequestSubmitted) {
        for (auto it = event.after.begin(); it != event.after.end(); ++it)
            story.fields.insert(it.key(), it.value());
    }
    story.fields.insert(QStringLiteral("state"), toSlug(stateAfter(event.kind)));
    if (isEnd(event.kind))
        story.fields = {};
    return fault;
}

} // namespace lockbox::evidence
