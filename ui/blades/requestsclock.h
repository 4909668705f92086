#pragma once

#include "core/base/error.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace lockbox::ui {

/// How long until a text that tells the time left to one of `deadlines` changes: at the next full minute of what is left, in the
/// last five minutes at the next second. Nothing where no deadline lies ahead.
std::optional<std::chrono::milliseconds> untilNextTick(const std::vector<Timestamp> &deadlines,
                                                       Timestamp now);

/// Ticks just when a shown "time left" changes, and sleeps otherwise.
class RequestsClock : public QObject
{
    Q_OBJECT

public:
    explicit RequestsClock(QObject *parent = nullptr);

    /// Waits for the next change of what tells the time to `deadlines`.
    void wait(const std::vector<Timestamp> &deadlines, Timestamp now);

signals:
    void ticked();

private:
    QTimer m_timer;
};

} // namespace lockbox::ui
