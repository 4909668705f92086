#pragma once

#include "ui/shell/traypresenter.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace lockbox::ui {

/// The console in the desktop's tray: how many requests wait, and a menu that leads to them.
class TrayIcon : public QObject
{
    Q_OBJECT

public:
    explicit TrayIcon(ConsoleContext &context, QObject *parent = nullptr);
    ~TrayIcon() override;

    /// Whether this desktop has a tray.
    static bool isThere() { return QSystemTrayIcon::isSystemTrayAvailable(); }

    TrayPresenter &presenter() { return m_presenter; }
    QSystemTrayIcon &icon() { return m_icon; }
    QMenu &menu() { return m_menu; }
    /// Whether closing the window shall leave the console in the tray. False while there is no icon to come back by.
    bool keepsRunning() const { return m_presenter.concerns() && m_keep->isChecked(); }

signals:
    void openRequested();
    /// A request's id.
    void requestChosen(const QString &request);
    void quitRequested();
    /// keepsRunning() may be another.
    void keepingChanged();

private:
    void fillMenu();
    void show();
    QIcon picture() const;

    TrayPresenter m_presenter;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QAction *m_nearest;
    QAction *m_keep;
};

} // namespace lockbox::ui
