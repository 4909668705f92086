#include "core/demo/democalendar.h"

#include "core/demo/demo.h"

#include <algorithm>

namespace lockbox::demo {

using namespace std::chrono;

namespace {

/// How busy an hour of the day is, in UTC: the customer's office hours, then those overseas.
constexpr std::array<quint64, 24> hourWeights = {10, 8,  6,   6,  8,  16, 40, 75, 95, 100, 100, 90,
                                                 80, 95, 100, 90, 75, 55, 45, 40, 34, 28,  20,  14};

bool isWeekend(Timestamp time)
{
    const weekday day(floor<days>(time));
    return day == Saturday || day == Sunday;
}

bool isHoliday(Timestamp time)
{
    const year_month_day date(floor<days>(time));
    return (date.month() == December && date.day() >= day(24))
           || (date.month() == January && date.day() == day(1));
}

quint64 hourWeight(Timestamp time, quint64 dayWeight)
{
    const auto hour = duration_cast<std::chrono::hours>(time - floor<days>(time)).count();
    const quint64 weight = hourWeights[size_t(hour)] * dayWeight * 1000;
    if (isHoliday(time))
        return weight / 6;
    return isWeekend(time) ? weight / 8 : weight;
}

} // namespace

Timestamp Calendar::start()
{
    return demoNow() - days(365);
}

Calendar::Calendar(qint64 requests, quint64 seed) : m_requests(requests), m_random(seed)
{
    quint64 sum = 0;
    quint64 dayWeight = 100;
    for (qint64 hour = 0; hour < hours; ++hour) {
        if (hour % 24 == 0)
            dayWeight = quint64(m_random.between(55, 145));
        sum += hourWeight(start() + std::chrono::hours(hour), dayWeight);
        m_upTo[size_t(hour)] = sum;
    }
}

Timestamp Calendar::next()
{
    // The year's weight is cut into one stretch a request; each is filed somewhere in its stretch.
    const quint64 whole = m_upTo.back();
    const auto count = quint64(m_requests);
    const auto index = quint64(m_next++);
    const quint64 stretch = whole / count;
    const quint64 at = stretch * index + (whole % count) * index / count
                       + m_random.below(std::max<quint64>(stretch, 1));
    while (m_upTo[size_t(m_hour)] <= at && m_hour + 1 < hours)
        ++m_hour;
    const quint64 before = weightUpTo(m_hour);
    const quint64 weight = m_upTo[size_t(m_hour)] - before;
    const auto intoHour = milliseconds((at - before) * 3'600'000 / weight);
    return start() + std::chrono::hours(m_hour) + intoHour;
}

bool isOfficeTime(Timestamp time)
{
    const auto hour = duration_cast<std::chrono::hours>(time - floor<days>(time)).count();
    return hour >= 6 && hour < 18 && !isWeekend(time);
}

} // namespace lockbox::demo
