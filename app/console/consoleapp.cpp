#include "app/console/consoleapp.h"

#include "app/console/demowindow.h"
#include "app/console/failurewindow.h"
#include "app/console/pages.h"
#include "app/console/passwordprompt.h"
#include "app/console/signinwindow.h"
#include "app/console/startwindow.h"
#include "core/base/clock.h"
#include "core/demo/demo.h"
#include "ui/shell/consolecontext.h"
#include "ui/shell/desktop.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/errortext.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>

#include <cstdio>

namespace lockbox::ui {

ConsoleApp::ConsoleApp(ConsoleOptions options, QObject *parent)
    : QObject(parent), m_options(std::move(options))
{}

ConsoleApp::~ConsoleApp()
{
    m_store.end();
    m_pending.end();
    delete m_signIn;
}

QString ConsoleApp::demoPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           + QStringLiteral("/customer-lockbox/demo.lockbox");
}

void ConsoleApp::start()
{
    if (m_options.demo)
        open({}, StoreKind::Demo);
    else if (m_options.store.isEmpty())
        showStart();
    else
        open(m_options.store, kindOf(m_options.store));
}

void ConsoleApp::showStart()
{
    if (!m_start) {
        m_start = std::make_unique<StartWindow>();
        connect(m_start.get(), &StartWindow::chosen, this, &ConsoleApp::open);
        connect(m_start.get(), &StartWindow::cancelRequested, this, [this] {
            if (m_opening)
                m_opening->cancel();
        });
    }
    m_start->show();
    m_start->raise();
    m_start->activateWindow();
}

QWidget *ConsoleApp::above() const
{
    if (m_start && m_start->isVisible())
        return m_start.get();
    return m_window.get();
}

void ConsoleApp::open(const QString &location, StoreKind kind)
{
    prepare(location, kind);
    begin();
}

StoreOpening &ConsoleApp::prepare(const QString &location, StoreKind kind)
{
    ConsoleOptions options = m_options;
    if (m_start || m_window)
        options.account.clear(); // it was meant for the store that it was named with
    m_opening = std::make_unique<StoreOpening>(options, location, kind, above());
    connect(m_opening.get(), &StoreOpening::makingDemo, this, &ConsoleApp::showMaking);
    connect(m_opening.get(), &StoreOpening::opened, this, &ConsoleApp::onOpened);
    connect(m_opening.get(), &StoreOpening::cancelled, this, &ConsoleApp::onCancelled);
    connect(m_opening.get(), &StoreOpening::failed, this, &ConsoleApp::fail);
    connect(m_opening.get(), &StoreOpening::untrusted, this, &ConsoleApp::explain);
    return *m_opening;
}

void ConsoleApp::begin()
{
    // Between the parts of an opening there may be no window.
    QApplication::setQuitOnLastWindowClosed(false);
    if (m_start) {
        connect(m_opening.get(), &StoreOpening::progressed, m_start.get(),
                &StartWindow::showProgress);
        const QString location = m_opening->location();
        m_start->showOpening(location.isEmpty() ? tr("Opening the demo…")
                                                : tr("Opening %1…").arg(location));
    }
    m_opening->start();
}

void ConsoleApp::showMaking()
{
    if (m_start) {
        m_start->showOpening(tr("Making the demo store, once; this takes a few seconds…"));
        return;
    }
    m_making = std::make_unique<DemoWindow>(*m_opening->maker());
    m_making->show();
}

void ConsoleApp::endMaking()
{
    if (!m_making)
        return;
    m_making->hide();
    m_making.release()->deleteLater();
}

void ConsoleApp::onCancelled()
{
    m_opening.release()->deleteLater();
    endMaking();
    if (m_start) {
        m_start->showIdle();
        QApplication::setQuitOnLastWindowClosed(true);
        if (!m_start->isVisible() && !m_window)
            QApplication::exit(0);
        return;
    }
    QApplication::setQuitOnLastWindowClosed(true);
    if (!m_window)
        QMetaObject::invokeMethod(
            qApp, [] { QApplication::exit(0); }, Qt::QueuedConnection);
}

void ConsoleApp::onOpened()
{
    m_pending.leave();
    m_pending = m_opening->take();
    m_opening.release()->deleteLater();
    endMaking();
    if (m_pending.account)
        enter(*m_pending.account);
    else
        askWho(m_pending, m_start ? QString() : m_options.account);
}

void ConsoleApp::askWho(OpenStore &store, const QString &name)
{
    delete m_signIn;
    m_signIn = new SignInWindow(*store.context, above());
    connect(m_signIn, &SignInWindow::signedIn, this, &ConsoleApp::onSignedIn);
    if (m_start) {
        m_start->showIdle();
        m_signIn->setWindowModality(Qt::WindowModal);
    }
    m_signIn->show();
    m_signIn->activateWindow();
    QApplication::setQuitOnLastWindowClosed(true);
    if (!name.isEmpty())
        m_signIn->tryName(name);
}

void ConsoleApp::onSignedIn(const User &account)
{
    if (m_pending.context)
        enter(account);
    else if (!m_window->become(account))
        m_window->activateWindow(); // a blade asks about unsaved changes
    else
        QSettings().setValue(accountKeyOf(m_store.location), account.userPrincipalName);
    m_signIn->close();
}

/// Goes to the store that was opened. The one in the window goes, unless there is something in it that is not saved.
void ConsoleApp::enter(User account)
{
    if (m_window && !m_window->finish()) {
        m_pending.leave();
        m_window->reveal();
        endStart();
        return;
    }
    m_store.end();
    m_desktop.reset();
    m_window.reset();
    m_store.leave();
    m_store = std::move(m_pending);
    m_pending = {};
    QSettings().setValue(accountKeyOf(m_store.location), account.userPrincipalName);
    m_store.context->setAccount(account);
    RecentStores::remember({.location = m_store.location,
                            .kind = m_store.kind,
                            .name = m_store.context->info().tenant.name,
                            .lastOpened = SystemClock().now()});
    showWindow();
    endStart();
}

void ConsoleApp::endStart()
{
    if (!m_start)
        return;
    m_start->showIdle();
    m_start->hide();
    m_start.release()->deleteLater();
}

void ConsoleApp::showWindow()
{
    QStringList leading;
    if (m_store.context->info().demo) {
        const demo::Cast cast = demo::demoCast();
        leading = {cast.globalAdministrator, cast.approver, cast.securityReader,
                   cast.plainUser,           cast.engineer, cast.manager};
    }
    m_window = std::make_unique<MainWindow>(*m_store.context, consolePages(), leading);
    connect(m_window.get(), &MainWindow::otherStoreRequested, this, &ConsoleApp::showStart);
    if (m_store.kind == StoreKind::Service)
        connectService();
    else
        connect(m_window.get(), &MainWindow::signInRequested, this,
                [this] { askWho(m_store, {}); });
    connect(m_window.get(), &MainWindow::closed, this, [this] {
        if (m_signIn)
            m_signIn->close();
    });
    connect(m_window.get(), &MainWindow::accountChosen, this, [this](const User &account) {
        QSettings().setValue(accountKeyOf(m_store.location), account.userPrincipalName);
    });
    m_desktop = std::make_unique<Desktop>(*m_store.context, *m_window);
    connect(m_desktop.get(), &Desktop::quitRequested, this, [] { QApplication::exit(0); });
    m_window->show();
    QApplication::setQuitOnLastWindowClosed(true);
}

void ConsoleApp::fail(const Error &error)
{
    const QString location = m_opening->location();
    m_opening.release()->deleteLater();
    endMaking();
    QApplication::setQuitOnLastWindowClosed(true);
    if (m_start || m_window) {
        showStart();
        m_start->showRecent();
        // Nothing goes on by itself here, so the error's own words are all.
        m_start->showProblem(error.code == ErrorCode::Unreachable ? errorText(Error{
                                 .code = ErrorCode::InvalidArgument, .message = error.message})
                                                                  : errorText(error));
        return;
    }
    std::fprintf(stderr, "lockbox-console: %s\n", qPrintable(error.message));
    m_failure = std::make_unique<FailureWindow>(error, location);
    m_failure->setAttribute(Qt::WA_DeleteOnClose, false);
    const int code = exitCode(error);
    connect(qApp, &QGuiApplication::lastWindowClosed, this, [code] { QApplication::exit(code); });
    m_failure->show();
}

} // namespace lockbox::ui
