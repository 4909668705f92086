#include "tests/bench/firstpaint.h"

#include <QApplication>
#include <QTableView>

/// An empty Qt window with a table: what any program of this kind takes to start.
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const lockbox::bench::FirstPaint paint(false);
    QObject::connect(&paint, &lockbox::bench::FirstPaint::painted, &application,
                     &QCoreApplication::quit);
    QTableView view;
    view.resize(1280, 800);
    view.show();
    return QApplication::exec();
}
