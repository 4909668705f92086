#include "ui/shell/desktop.h"

#include "ui/shell/consolecontext.h"
#include "ui/shell/desktopdbus.h"
#include "ui/shell/desktoppresenter.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/trayicon.h"
#include "ui/shell/traynotifier.h"

namespace lockbox::ui {

namespace {

std::unique_ptr<TrayIcon> availableTray(ConsoleContext &context)
{
    return TrayIcon::isThere() ? std::make_unique<TrayIcon>(context) : nullptr;
}

std::unique_ptr<DesktopNotifier> availableNotifier(TrayIcon *tray)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (DBusNotifier::isThere(bus))
        return std::make_unique<DBusNotifier>(bus);
    if (tray && QSystemTrayIcon::supportsMessages())
        return std::make_unique<TrayNotifier>(tray->icon());
    return nullptr;
}

} // namespace

Desktop::Desktop(ConsoleContext &context, MainWindow &window, QObject *parent)
    : QObject(parent),
      m_window(window),
      m_tray(availableTray(context)),
      m_notifier(availableNotifier(m_tray.get()))
{
    followWindow(context);
}

Desktop::Desktop(ConsoleContext &context, MainWindow &window, std::unique_ptr<TrayIcon> tray,
                 std::unique_ptr<DesktopNotifier> notifier, QObject *parent)
    : QObject(parent), m_window(window), m_tray(std::move(tray)), m_notifier(std::move(notifier))
{
    followWindow(context);
}

Desktop::~Desktop() = default;

void Desktop::followWindow(ConsoleContext &context)
{
    if (m_notifier) {
        m_presenter = std::make_unique<DesktopPresenter>(context, *m_notifier);
        connect(m_presenter.get(), &DesktopPresenter::openRequested, this, &Desktop::openRequest);
        connect(&m_window, &MainWindow::newsCame, m_presenter.get(), &DesktopPresenter::take);
    }
    if (m_tray)
        followTray();
}

void Desktop::followTray()
{
    connect(&m_window, &MainWindow::newsCame, &m_tray->presenter(), &TrayPresenter::refresh);
    connect(m_tray.get(), &TrayIcon::openRequested, &m_window, &MainWindow::reveal);
    connect(m_tray.get(), &TrayIcon::requestChosen, this, &Desktop::openRequest);
    connect(m_tray.get(), &TrayIcon::keepingChanged, this, &Desktop::onKeepingChanged);
    connect(m_tray.get(), &TrayIcon::quitRequested, this, &Desktop::onQuit);
    onKeepingChanged();
}

void Desktop::openRequest(const QString &request)
{
    m_window.reveal();
    m_window.openRequest(request);
}

void Desktop::onKeepingChanged()
{
    const bool keeps = m_tray->keepsRunning();
    m_window.setHidesOnClose(keeps);
    // Nothing else would lead back to it.
    if (!m_tray->presenter().concerns() && m_window.isHiddenInTray())
        m_window.reveal();
}

void Desktop::onQuit()
{
    if (m_window.finish())
        emit quitRequested();
    else
        m_window.reveal(); // a blade asks about unsaved changes
}

} // namespace lockbox::ui
