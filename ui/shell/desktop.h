#pragma once

#include <QObject>

#include <memory>

namespace lockbox::ui {

class ConsoleContext;
class DesktopNotifier;
class DesktopPresenter;
class MainWindow;
class TrayIcon;

/// The console outside its window: notices of requests that begin to wait, the tray's icon, and what happens when the window is
/// closed or asked for.
class Desktop : public QObject
{
    Q_OBJECT

public:
    /// With what this desktop has: its service for notices, else the tray's messages, else none.
    Desktop(ConsoleContext &context, MainWindow &window, QObject *parent = nullptr);
    /// With these, either of which may be missing.
    Desktop(ConsoleContext &context, MainWindow &window, std::unique_ptr<TrayIcon> tray,
            std::unique_ptr<DesktopNotifier> notifier, QObject *parent = nullptr);
    ~Desktop() override;

    TrayIcon *tray() const { return m_tray.get(); }
    DesktopNotifier *notifier() const { return m_notifier.get(); }

signals:
    /// Quit was chosen, and no blade objects.
    void quitRequested();

private:
    void followWindow(ConsoleContext &context);
    void followTray();
    void openRequest(const QString &request);
    void onKeepingChanged();
    void onQuit();

    MainWindow &m_window;
    std::unique_ptr<TrayIcon> m_tray;
    std::unique_ptr<DesktopNotifier> m_notifier;
    std::unique_ptr<DesktopPresenter>
        m_presenter; ///< Only with a notifier, which it is gone before.
};

} // namespace lockbox::ui
