#pragma once

#include "core/domain/event.h"

namespace lockbox {

/// Which events, and in which order. All that is given must fit.
struct EventQuery {
    std::optional<QString> request; ///< A request's id or reference.
    qint64 after =
        0; ///< Only events behind this number, in the order of the list; 0: from its beginning.
    int limit = 100; ///< 1 to 1000.
    bool newestFirst = false;
    std::vector<EventKind> kinds; ///< Empty: all.
    QString search; ///< Words, each of which occurs somewhere in what the event says, any case.
    std::optional<Timestamp> from;  ///< What happened then or later.
    std::optional<Timestamp> until; ///< What happened before.

    bool operator==(const EventQuery &) const = default;
};

/// The words of a search; all of them must occur.
QStringList searchWordsOf(const EventQuery &query);

/// Whether each word occurs, in any case, in one of the event's values: names, texts, roles, states, the kind's slug.
bool contains(const Event &event, const QStringList &words);

} // namespace lockbox
