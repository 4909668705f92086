#include "app/console/display.h"

#include <QString>
#include <QtGlobal>

#include <cstdio>
#include <cstdlib>

namespace lockbox::ui {

namespace {

void onStartMessage(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type != QtFatalMsg)
        return; // what plugins grumble before the fatal message
    if (!message.contains(QLatin1String("platform plugin")))
        std::fprintf(stderr, "%s\n", qPrintable(message));
    tellNoDisplay();
    std::_Exit(1);
}

} // namespace

bool isDisplayThere()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return !qEnvironmentVariableIsEmpty("DISPLAY")
           || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
           || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

void tellNoDisplay()
{
    std::fputs("lockbox-console: there is no display here to show a window on.\n"
               "Start it within a desktop session, or work on the command line: lockbox --help\n",
               stderr);
}

DisplayGuard::DisplayGuard()
{
    qInstallMessageHandler(onStartMessage);
}

DisplayGuard::~DisplayGuard()
{
    qInstallMessageHandler(nullptr);
}

} // namespace lockbox::ui
