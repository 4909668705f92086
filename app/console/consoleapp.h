#pragma once

#include "app/console/storeopening.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace lockbox::ui {

class Desktop;
class MainWindow;
class SignInWindow;
class StartWindow;

/// The program from start to end: finds out which store and who works with it, and shows the window, or why there is none. Another store takes the
/// window's place only when it is open.
class ConsoleApp : public QObject
{
    Q_OBJECT

public:
    explicit ConsoleApp(ConsoleOptions options, QObject *parent = nullptr);
    ~ConsoleApp() override;

    /// Opens the store of the options, or shows the start screen where they name none.
    void start();
    void showStart();
    MainWindow *window() const { return m_window.get(); }
    Desktop *desktop() const { return m_desktop.get(); }
    StartWindow *startScreen() const { return m_start.get(); }

    /// Where the demo store is: demo.lockbox in the user's data directory.
    static QString demoPath();

private:
    void open(const QString &location, StoreKind kind);
    /// The parts of an opening that is to be started.
    StoreOpening &prepare(const QString &location, StoreKind kind);
    void begin();
    void explain(const ServiceCertificate &certificate);
    void openTrusting(const QString &location, const QString &authority);
    void connectService();
    void signInAnew();
    void switchTenant(const QString &id);
    void changePassword();
    void signOut(bool everywhere);
    void onSignedOut(const Result<void> &done, bool everywhere);
    /// The window of the program that a question belongs above.
    QWidget *above() const;
    void showMaking();
    void endMaking();
    void onOpened();
    void onCancelled();
    void askWho(OpenStore &store, const QString &name);
    void onSignedIn(const User &account);
    void enter(User account);
    void showWindow();
    void endStart();
    void fail(const Error &error);

    ConsoleOptions m_options;
    OpenStore m_store;   ///< In the window.
    OpenStore m_pending; ///< Open, while somebody is asked who works with it.
    std::unique_ptr<StoreOpening> m_opening;
    std::unique_ptr<QWidget> m_making;
    std::unique_ptr<QWidget> m_failure;
    std::unique_ptr<StartWindow> m_start;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Desktop> m_desktop;
    QPointer<SignInWindow> m_signIn; ///< While somebody is asked.
};

} // namespace lockbox::ui
