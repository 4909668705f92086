#pragma once

#include "app/console/consoleoptions.h"
#include "core/remote/httpclient.h"
#include "core/service/locallockbox.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace lockbox::ui {

class ConsoleContext;
class DemoMaker;
class Desktop;
class MainWindow;
class PasswordPrompt;
class SignInWindow;

/// The program from start to end: finds or makes the store, finds out who works with it, and shows
/// the window, or why there is none.
class ConsoleApp : public QObject
{
    Q_OBJECT

public:
    explicit ConsoleApp(ConsoleOptions options, QObject *parent = nullptr);
    ~ConsoleApp() override;

    void start();
    MainWindow *window() const { return m_window.get(); }
    Desktop *desktop() const { return m_desktop.get(); }

    /// Where the demo store is: demo.lockbox in the user's data directory.
    static QString demoPath();

private:
    /// What opening a store tells, in one go.
    struct Opening {
        StoreInfo info;
        std::optional<User> account;
    };

    void makeDemo(const QString &path);
    void onDemoMade(const Result<void> &made, const QString &path);
    void open(const QString &path);
    static bool isService(const QString &location);
    void openService();
    ServiceFactory serviceFactory(const RemoteOptions &options, const QString &name);
    void openWith(const ServiceFactory &factory, QString name);
    void onOpened(const Result<Opening> &opening);
    void askWho(const QString &name);
    void onSignedIn(const User &account);
    void signIn(const User &account);
    void showWindow();
    void fail(const Error &error);
    QString accountKey() const;
    /// Where the log's key and pin are.
    LocalOptions localOptions() const;

    ConsoleOptions m_options;
    QString m_location;
    bool m_isDemo = false;
    std::unique_ptr<PasswordPrompt> m_prompt; ///< Of a service; gone after the threads that ask.
    std::unique_ptr<ConsoleContext> m_context;
    std::unique_ptr<DemoMaker> m_maker;
    std::unique_ptr<QWidget> m_progress;
    std::unique_ptr<QWidget> m_failure;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Desktop> m_desktop;
    QPointer<SignInWindow> m_signIn; ///< While somebody is asked.
};

} // namespace lockbox::ui
