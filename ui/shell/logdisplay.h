#pragma once

#include <QObject>
#include <QTimer>

namespace lockbox::ui {

class ConsoleContext;
class LogBadge;
class MessageBar;

/// Shows in the window how it stands with the log: always in the badge, and in a red bar where
/// something is wrong.
class LogDisplay : public QObject
{
    Q_OBJECT

public:
    LogDisplay(ConsoleContext &context, LogBadge &badge, MessageBar &bar);

signals:
    /// Show the log, at the event with this number; 0 for none in particular.
    void openRequested(qint64 seq);

private:
    void show();
    void showBadge();
    void showBar();

    ConsoleContext &m_context;
    LogBadge &m_badge;
    MessageBar &m_bar;
    QTimer m_tick; ///< Today's time is yesterday's date by and by.
};

} // namespace lockbox::ui
