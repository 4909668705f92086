#pragma once

#include "core/base/result.h"

#include <QFrame>
#include <QTimer>

class QPushButton;

namespace lockbox::ui {

class ConsoleContext;
class ElidedLabel;
class TextLabel;

/// The bottom of the window: which store, whether its news arrive, and a demo store's clock.
class ConsoleStatusBar : public QFrame
{
    Q_OBJECT

public:
    explicit ConsoleStatusBar(ConsoleContext &context, QWidget *parent = nullptr);

    void showConnected();
    void showFailure(const Error &error);
    /// The connection is lost, which is told elsewhere; here stands as of when the data are.
    void showStale(const QString &asOf);

signals:
    void failed(const QString &text);
    void told(const QString &text);
    /// The demo clock was moved.
    void clockMoved();

private:
    void layOut();
    void showInfo();
    void showTime();
    void showState(bool good, const QString &text);
    void advanceHour();
    void advanceToDeadline();
    void onMoved(const Result<Timestamp> &moved);

    ConsoleContext &m_context;
    QTimer m_tick;
    TextLabel *m_light;
    ElidedLabel *m_state;
    ElidedLabel *m_location;
    TextLabel *m_time;
    QPushButton *m_hour;
    QPushButton *m_deadline;
    TextLabel *m_demo;
    bool m_isGood = true;
    bool m_isStale = false;
};

} // namespace lockbox::ui
