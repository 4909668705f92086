#pragma once

#include "core/base/error.h"
#include "core/demo/demorandom.h"

#include <array>

namespace lockbox::demo {

/// When ordinary requests are filed: over the year before the demo's present, mostly in office hours, little at week-ends and
/// around New Year, some days busier than others. Times come in rising order and are worked out one by one.
class Calendar
{
public:
    Calendar(qint64 requests, quint64 seed);

    /// The time of the next request; ask at most `requests` times.
    Timestamp next();

    /// Where the year of the demo begins.
    static Timestamp start();
    /// The last hour before the demo's present has no ordinary requests, so that each story can come to its end.
    static constexpr qint64 hours = 365 * 24 - 1;

private:
    quint64 weightUpTo(qint64 hour) const { return hour == 0 ? 0 : m_upTo[size_t(hour - 1)]; }

    qint64 m_requests;
    qint64 m_next = 0;
    qint64 m_hour = 0;
    Random m_random;
    std::array<quint64, size_t(hours)> m_upTo{}; ///< Sum of the hours' weights up to and with each.
};

/// Whether somebody at the customer is likely to sit at a desk.
bool isOfficeTime(Timestamp time);

} // namespace lockbox::demo
