#include "app/console/consoleapp.h"
#include "core/demo/demo.h"
#include "tests/bench/firstpaint.h"
#include "tests/bench/memory.h"
#include "ui/shell/mainwindow.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTimer>

#include <cstdio>

using namespace lockbox;

namespace {

/// Scrolls the list down page after page, jumps to its end and back, and then says how much memory that took.
class Scroller : public QObject
{
public:
    explicit Scroller(QAbstractItemView *view) : m_view(view)
    {
        connect(&m_timer, &QTimer::timeout, this, &Scroller::step);
        m_timer.start(20);
    }

private:
    void step()
    {
        constexpr int steps = 300;
        QScrollBar *bar = m_view->verticalScrollBar();
        if (m_step % 100 == 99)
            press(m_step % 200 == 99 ? Qt::Key_End : Qt::Key_Home);
        else
            bar->setValue(m_step / 100 == 1 ? bar->minimum() : bar->maximum());
        if (++m_step < steps)
            return;
        std::printf("%.1f\n", bench::peakMemory());
        std::fflush(stdout);
        QApplication::quit();
    }
    void press(Qt::Key key)
    {
        QKeyEvent down(QEvent::KeyPress, key, Qt::ControlModifier);
        QApplication::sendEvent(m_view, &down);
    }

    QAbstractItemView *m_view;
    QTimer m_timer;
    int m_step = 0;
};

/// Goes to the list as soon as there is a window.
class Usher : public QObject
{
public:
    explicit Usher(ui::ConsoleApp &console) : m_console(console) { qApp->installEventFilter(this); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Show && !m_done && watched == m_console.window()) {
            m_done = true;
            m_console.window()->goTo(QStringLiteral("requests"));
        }
        return false;
    }

private:
    ui::ConsoleApp &m_console;
    bool m_done = false;
};

} // namespace

/// The console on the store that is its argument, up to the first rows of the list of requests; with --memory it goes on
/// scrolling. Does what lockbox-console's main() does.
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("lockbox-bench"));
    QApplication::setApplicationName(QStringLiteral("lockbox-bench-console"));
    const QStringList arguments = QApplication::arguments();
    ui::Theme::instance().apply(ui::MainWindow::rememberedTheme());
    ui::ConsoleApp console({.store = arguments.value(1), .account = demo::demoCast().approver});
    const Usher usher(console);
    const bench::FirstPaint paint(true);
    QObject::connect(&paint, &bench::FirstPaint::painted, &application,
                     [&](QAbstractItemView *view) {
                         if (arguments.contains(QStringLiteral("--memory")))
                             new Scroller(view);
                         else
                             QApplication::quit();
                     });
    console.start();
    return QApplication::exec();
}
