#pragma once

#include "core/demo/demo.h"
#include "core/demo/democalendar.h"
#include "core/demo/demoplot.h"

#include <queue>

namespace lockbox::demo {

/// What everybody does in the demo's year, step by step in the order of time; no two steps at the same millisecond. Steps are
/// thought out when they are due, so that memory does not grow with the number of requests.
class Story
{
public:
    explicit Story(const DemoOptions &options);

    /// The next step, or nothing at the demo's present.
    std::optional<Step> next();

private:
    struct Later {
        bool operator()(const Step &a, const Step &b) const
        {
            return std::tuple(a.at, a.request, a.kind) > std::tuple(b.at, b.request, b.kind);
        }
    };
    struct Opening {
        Timestamp at;
        const OpenPlot *plot;
    };

    /// Files the next request, if there is one before the next step.
    bool plotNext();
    std::optional<Fate> assignedFate();

    Random m_random;
    std::vector<Opening> m_openings; ///< What will be under way at the present; the latest first.
    qint64 m_ordinary;               ///< How many requests end before the present.
    qint64 m_ordinaryDone = 0;
    qint64 m_filed = 0;
    Calendar m_calendar;
    std::optional<Timestamp> m_nextOrdinary;
    Plotter m_plotter;
    std::priority_queue<Step, std::vector<Step>, Later> m_steps;
    Timestamp m_last{};
};

} // namespace lockbox::demo
