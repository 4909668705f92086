#include "ui/shell/traynotifier.h"

#include <QSystemTrayIcon>

namespace lockbox::ui {

TrayNotifier::TrayNotifier(QSystemTrayIcon &tray, QObject *parent)
    : DesktopNotifier(parent), m_tray(tray)
{
    connect(&tray, &QSystemTrayIcon::messageClicked, this, [this] {
        if (!m_newest.isEmpty())
            emit activated(m_newest);
    });
}

void TrayNotifier::notify(const QString &id, const QString &title, const QString &body)
{
    m_newest = id;
    m_tray.showMessage(title, body, QSystemTrayIcon::Information);
}

void TrayNotifier::close(const QString &id)
{
    if (m_newest == id)
        m_newest.clear();
}

} // namespace lockbox::ui
