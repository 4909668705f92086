#include "ui/shell/connectionwatch.h"

#include "core/base/clock.h"
#include "ui/shell/consolecontext.h"
#include "ui/shell/storefollower.h"

#include <QDateTime>
#include <QLocale>

namespace lockbox::ui {

using namespace std::chrono_literals;

namespace {

/// Between two ticks of a second there is no more, unless the machine or the process slept.
constexpr std::chrono::milliseconds longestTick = 5s;

QDateTime localTime(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

} // namespace

ConnectionWatch::ConnectionWatch(ConsoleContext &context, StoreFollower &follower, QObject *parent)
    : QObject(parent),
      m_context(context),
      m_follower(follower),
      m_asOf(SystemClock().now()),
      m_lastTick(m_asOf)
{
    connect(&follower, &StoreFollower::heard, this, &ConnectionWatch::onHeard);
    connect(&follower, &StoreFollower::failed, this, &ConnectionWatch::onFailed);
    connect(&context.runner(), &ServiceRunner::cutOff, this, [this](const Error &error) {
        onFailed(error);
        m_follower.probe();
    });
    connect(&m_tick, &QTimer::timeout, this, &ConnectionWatch::lookAtTheClock);
    m_tick.start(1s);
}

void ConnectionWatch::startAfresh()
{
    m_asOf = SystemClock().now();
    m_context.runner().refuse({});
    if (std::exchange(m_state, State::Connected) != State::Connected)
        emit changed();
}

void ConnectionWatch::tryNow()
{
    m_context.reconnect();
    m_follower.probe();
}

QString ConnectionWatch::asOfText() const
{
    const QDateTime then = localTime(m_asOf);
    const QString time = then.time().toString(QStringLiteral("HH:mm:ss"));
    if (then.date() == localTime(SystemClock().now()).date())
        return time;
    return tr("%1, %2").arg(QLocale().toString(then.date(), QStringLiteral("d MMMM yyyy")), time);
}

void ConnectionWatch::onHeard()
{
    m_asOf = SystemClock().now();
    if (m_state == State::Connected)
        return;
    m_state = State::Connected;
    m_context.runner().refuse({});
    m_context.reconnect();
    emit changed();
    emit cameBack();
}

void ConnectionWatch::onFailed(const Error &error)
{
    if (error.code == ErrorCode::Unreachable || error.code == ErrorCode::StoreUnreachable)
        lose(State::Lost, error);
    else if (error.code == ErrorCode::SignInRequired)
        lose(State::SignedOut, error);
}

void ConnectionWatch::lose(State state, const Error &error)
{
    if (m_state == state)
        return;
    m_state = state;
    m_reason = error;
    const QString refusal = state == State::Lost
                                ? tr("the connection is lost, so nothing was changed: what is "
                                     "shown is as of %1")
                                      .arg(asOfText())
                                : tr("you are signed out, so nothing was changed");
    m_context.runner().refuse(
        Error{.code = state == State::Lost ? ErrorCode::Unreachable : ErrorCode::SignInRequired,
              .message = refusal});
    emit changed();
}

void ConnectionWatch::lookAtTheClock()
{
    const Timestamp now = SystemClock().now();
    const auto since = now - std::exchange(m_lastTick, now);
    if (since > longestTick || since < 0s)
        tryNow();
}

} // namespace lockbox::ui
