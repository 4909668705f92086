#include "tests/bench/firstpaint.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QEvent>
#include <QTimer>

#include <cstdio>

namespace lockbox::bench {

FirstPaint::FirstPaint(bool withRows) : m_withRows(withRows)
{
    qApp->installEventFilter(this);
}

bool FirstPaint::eventFilter(QObject *watched, QEvent *event)
{
    if (m_done || event->type() != QEvent::Paint)
        return false;
    auto *view = qobject_cast<QAbstractItemView *>(watched->parent());
    if (!view || watched != view->viewport()
        || (m_withRows && (!view->model() || view->model()->rowCount() == 0)))
        return false;
    m_done = true;
    // The filter runs before the painting; what is queued runs after it.
    QTimer::singleShot(0, this, [this, view] {
        std::puts("painted");
        std::fflush(stdout);
        emit painted(view);
    });
    return false;
}

} // namespace lockbox::bench
