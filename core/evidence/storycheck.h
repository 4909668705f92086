#pragma once

#include "core/domain/event.h"

#include <QHash>

namespace lockbox::evidence {

/// Whether the events of each request follow from one another: each kind can come after the one before, and what was before is
/// what the events before had made of it. So an event that was left out shows, but for notes of what was done during access, and what
/// came after the last one. Keeps the state of the requests that are under way, and no more than an id of those that have ended.
class StoryCheck
{
public:
    /// `fromTheStart`: each story must begin with the request's filing.
    explicit StoryCheck(bool fromTheStart) : m_fromTheStart(fromTheStart) {}

    /// Takes the next event; what is wrong with it, in lower case without a full stop, or nothing.
    QString take(const Event &event);

private:
    struct Story {
        EventKind kind = EventKind::RequestSubmitted; ///< Of its last event.
        qint64 seq = 0;
        bool isWhole = false; ///< It began with the filing, so that each field is known.
        QJsonObject fields;   ///< Of those that can change.
    };

    QString begin(const Event &event, Story &story) const;

    bool m_fromTheStart;
    QHash<RequestId, Story> m_stories;
};

} // namespace lockbox::evidence
