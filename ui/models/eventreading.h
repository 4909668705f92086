#pragma once

#include "core/service/lockboxservice.h"

/// Calls of the door that a list of events makes on the worker.
namespace lockbox::ui {

/// Which events a list shows; all that is given must fit.
struct EventFilter {
    std::vector<EventKind> kinds; ///< Empty: all.
    QString search;
    std::optional<Timestamp> from;
    std::optional<Timestamp> until; ///< What happened before.

    bool isEmpty() const { return *this == EventFilter(); }
    bool operator==(const EventFilter &) const = default;
};

enum class EventDirection { Older, Newer };

/// A part of the history, newest first.
struct EventPart {
    std::vector<Event> events;
    std::optional<qint64>
        next; ///< The number to go on after, in the direction read; nothing at its end.
    std::optional<Timestamp> lookedTo; ///< When happened what was looked at last.
    qint64 head = 0; ///< The newest event that the reader may see; 0 where it was not asked for.
};

/// What is new in the history.
struct EventNews {
    std::vector<Event>
        events; ///< Newest first; also older ones that the reader may see from now on.
    qint64 head = 0;
    bool isOther = false;   ///< It goes back behind what was known: it is another history.
    bool isTooMuch = false; ///< More than a list holds; `events` are not all.
};

/// One part, behind the number `after` (0: from the start of the direction).
Result<EventPart> readEvents(LockboxService &service, const Session &session,
                             const EventFilter &filter, EventDirection direction, qint64 after);

/// The number of the newest event that the reader may see; 0 where there is none.
Result<qint64> readEventHead(LockboxService &service, const Session &session);

/// What came since `head` was the newest. With the manager's yes on a request its earlier events
/// come in as well.
Result<EventNews> readEventNews(LockboxService &service, const Session &session,
                                const EventFilter &filter, qint64 head);

/// The event with this number; NotFound where it isn't there, or not for the reader.
Result<Event> readEvent(LockboxService &service, const Session &session, qint64 seq);

} // namespace lockbox::ui
