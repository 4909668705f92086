#include "core/demo/demostory.h"

#include <algorithm>

namespace lockbox::demo {

using namespace std::chrono_literals;

static qint64 openCount(qint64 requests)
{
    return std::min<qint64>(requests, qint64(openPlots().size()));
}

Story::Story(const DemoOptions &options)
    : m_random(options.seed),
      m_ordinary(options.requests - openCount(options.requests)),
      m_calendar(m_ordinary, options.seed + 1),
      m_plotter(m_random, options.requests)
{
    for (qint64 i = 0; i < openCount(options.requests); ++i) {
        const OpenPlot &plot = openPlots()[size_t(i)];
        const auto jitter = std::chrono::milliseconds(m_random.between(-20'000, 20'000));
        m_openings.push_back(
            {.at = demoNow() - std::chrono::minutes(plot.submitted) + jitter, .plot = &plot});
    }
    std::sort(m_openings.begin(), m_openings.end(),
              [](const Opening &a, const Opening &b) { return a.at > b.at; });
    if (m_ordinary > 0)
        m_nextOrdinary = m_calendar.next();
}

/// Now and then a fate is given, so that every one occurs in small stores too.
std::optional<Fate> Story::assignedFate()
{
    const auto count = qint64(ordinaryFates().size());
    const qint64 every = std::max<qint64>(1, m_ordinary / (count + 1));
    const qint64 place = m_ordinaryDone / every;
    if (m_ordinaryDone % every != every / 2 || place >= count)
        return std::nullopt;
    return ordinaryFates()[size_t(place)];
}

bool Story::plotNext()
{
    const bool opening =
        !m_openings.empty() && (!m_nextOrdinary || m_openings.back().at <= *m_nextOrdinary);
    if (!opening && !m_nextOrdinary)
        return false;
    const Timestamp at = opening ? m_openings.back().at : *m_nextOrdinary;
    if (!m_steps.empty() && m_steps.top().at < at)
        return false;

    std::vector<Step> steps;
    if (opening) {
        steps = m_plotter.open(++m_filed, at, *m_openings.back().plot);
        m_openings.pop_back();
    } else {
        steps = m_plotter.ordinary(++m_filed, at, assignedFate());
        m_nextOrdinary =
            ++m_ordinaryDone < m_ordinary ? std::optional(m_calendar.next()) : std::nullopt;
    }
    for (Step &step : steps)
        m_steps.push(std::move(step));
    return true;
}

std::optional<Step> Story::next()
{
    while (plotNext()) {}
    if (m_steps.empty())
        return std::nullopt;
    Step step = m_steps.top();
    m_steps.pop();
    step.at = std::max(step.at, m_last + 1ms);
    m_last = step.at;
    return step;
}

} // namespace lockbox::demo
