#pragma once

#include "ui/shell/desktopnotifier.h"

class QSystemTrayIcon;

namespace lockbox::ui {

/// Notices by the tray, where the desktop has no service for them. The tray shows the newest only, and can take none back.
class TrayNotifier : public DesktopNotifier
{
    Q_OBJECT

public:
    /// `tray` outlives this.
    explicit TrayNotifier(QSystemTrayIcon &tray, QObject *parent = nullptr);

    void notify(const QString &id, const QString &title, const QString &body) override;
    void close(const QString &id) override;

private:
    QSystemTrayIcon &m_tray;
    QString m_newest;
};

} // namespace lockbox::ui
