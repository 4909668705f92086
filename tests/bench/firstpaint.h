#pragma once

#include <QObject>

class QAbstractItemView;

namespace lockbox::bench {

/// Watches the whole program for the first table that is painted with rows in it (or, for comparison, painted at all), says
/// so on stdout, and tells it.
class FirstPaint : public QObject
{
    Q_OBJECT

public:
    explicit FirstPaint(bool withRows);

signals:
    void painted(QAbstractItemView *view);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool m_withRows;
    bool m_done = false;
};

} // namespace lockbox::bench
