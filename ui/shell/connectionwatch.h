#pragma once

#include "core/base/error.h"

#include <QObject>
#include <QTimer>

namespace lockbox::ui {

class ConsoleContext;
class StoreFollower;

/// Whether what is shown is still true: knows when the store was last heard of, and that the line to it is lost. Then nothing is asked of the
/// store but whether it is back. After the machine has slept the line is looked at at once.
class ConnectionWatch : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Connected,
        Lost,      ///< It is tried again by itself.
        SignedOut, ///< The sign-in has ended, and nobody has signed in again.
    };

    ConnectionWatch(ConsoleContext &context, StoreFollower &follower, QObject *parent = nullptr);

    /// For another account, or another store.
    void startAfresh();
    void tryNow();

    State state() const { return m_state; }
    /// Until when what is shown was true.
    Timestamp asOf() const { return m_asOf; }
    /// Why it is not connected.
    const Error &reason() const { return m_reason; }
    /// "14:32:05", with the day where that is another one.
    QString asOfText() const;

signals:
    void changed();
    /// It is connected again: what is shown is to be read again.
    void cameBack();

private:
    void onHeard();
    void onFailed(const Error &error);
    void lose(State state, const Error &error);
    void lookAtTheClock();

    ConsoleContext &m_context;
    StoreFollower &m_follower;
    QTimer m_tick;
    State m_state = State::Connected;
    Timestamp m_asOf;
    Timestamp m_lastTick;
    Error m_reason;
};

} // namespace lockbox::ui
