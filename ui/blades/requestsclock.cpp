#include "ui/blades/requestsclock.h"

namespace lockbox::ui {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

milliseconds untilNextTick(milliseconds left)
{
    const milliseconds step = left > 5min ? milliseconds(1min) : milliseconds(1s);
    const milliseconds toStep = left % step + 1ms;
    return left > 5min ? std::min(toStep, left - 5min) : toStep;
}

} // namespace

std::optional<milliseconds> untilNextTick(const std::vector<Timestamp> &deadlines, Timestamp now)
{
    std::optional<milliseconds> nearest;
    for (Timestamp deadline : deadlines) {
        if (deadline <= now)
            continue;
        const milliseconds wait = untilNextTick(deadline - now);
        if (!nearest || wait < *nearest)
            nearest = wait;
    }
    return nearest;
}

RequestsClock::RequestsClock(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RequestsClock::ticked);
}

void RequestsClock::wait(const std::vector<Timestamp> &deadlines, Timestamp now)
{
    if (const auto next = untilNextTick(deadlines, now))
        m_timer.start(*next);
    else
        m_timer.stop();
}

} // namespace lockbox::ui
