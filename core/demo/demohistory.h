#pragma once

#include "core/base/ids.h"
#include "core/demo/demostep.h"
#include "core/store/eventstore.h"

#include <QHash>

#include <deque>
#include <queue>

namespace lockbox::demo {

/// What happened in a stretch of time, ready to be written.
struct Stretch {
    std::vector<EventRow> events;
    std::vector<AccessRequest> requests; ///< In the order of their keys, as they are in the end.
    qint64 filed = 0;                    ///< How many requests had been filed by then.
};

/// Takes the demo's steps through the rules in memory, as the service does it in a store. Holds only the requests that are not
/// over, and those that were filed after the oldest of them.
class History
{
public:
    History(const std::vector<User> &users, const Policy &policy, quint64 idSeed, qint64 lastEvent);

    Result<void> take(const Step &step);
    /// Writes down what the clock has done by `now`: in the order of the deadlines, then of filing.
    Result<void> settle(Timestamp now);
    /// What is ready to be written since the last call; at the `end` everything.
    Stretch ready(bool end = false);

    qint64 lastEvent() const { return m_lastEvent; }

private:
    struct Due {
        Timestamp at;
        qint64 key;
        bool operator>(const Due &other) const
        {
            return std::tie(at, key) > std::tie(other.at, other.key);
        }
    };

    Result<rules::Change> change(const Step &step, const Actor &actor);
    AccessRequest &request(qint64 key) { return m_requests[size_t(key - m_firstKey)]; }
    Result<void> store(qint64 key, rules::Change change);

    QHash<QString, Actor> m_actors;
    std::vector<rules::Recipient> m_recipients;
    Policy m_policy;
    SeededIdSource m_ids;
    std::deque<AccessRequest> m_requests; ///< From m_firstKey on, without gaps.
    qint64 m_firstKey = 1;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
    qint64 m_lastEvent;
    Stretch m_ready;
};

} // namespace lockbox::demo
