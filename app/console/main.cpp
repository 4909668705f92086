#include "app/console/consoleapp.h"
#include "app/console/display.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>

#include <cstdio>

using namespace lockbox::ui;

static QStringList toArguments(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

int main(int argc, char **argv)
{
    const auto parsed =
        parseOptions(toArguments(argc, argv), {.store = qEnvironmentVariable("LOCKBOX_STORE"),
                                               .user = qEnvironmentVariable("LOCKBOX_USER"),
                                               .logKey = qEnvironmentVariable("LOCKBOX_LOG_KEY"),
                                               .caFile = qEnvironmentVariable("LOCKBOX_CA_FILE")});
    if (const auto *goodbye = std::get_if<Goodbye>(&parsed)) {
        std::fputs(qPrintable(goodbye->text), goodbye->code == 0 ? stdout : stderr);
        return goodbye->code;
    }
    if (!isDisplayThere()) {
        tellNoDisplay();
        return 1;
    }
    auto guard = std::make_unique<DisplayGuard>();
    QApplication app(argc, argv);
    guard.reset();
    QApplication::setOrganizationName(QStringLiteral("Customer Lockbox"));
    QApplication::setApplicationName(QStringLiteral("lockbox-console"));
    QApplication::setApplicationDisplayName(QStringLiteral("Customer Lockbox"));
    QApplication::setDesktopFileName(QStringLiteral("lockbox-console"));

    const auto &options = std::get<ConsoleOptions>(parsed);
    Theme::instance().apply(options.theme.value_or(MainWindow::rememberedTheme()));
    ConsoleApp console(options);
    console.start();
    return QApplication::exec();
}
