#include "app/console/consoleapp.h"

#include "app/console/demomaker.h"
#include "app/console/demowindow.h"
#include "app/console/failurewindow.h"
#include "app/console/pages.h"
#include "app/console/passwordprompt.h"
#include "app/console/signinwindow.h"
#include "core/demo/demo.h"
#include "core/secrets/mailpassword.h"
#include "ui/shell/consolecontext.h"
#include "ui/shell/desktop.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <cstdio>

namespace lockbox::ui {

ConsoleApp::ConsoleApp(ConsoleOptions options, QObject *parent)
    : QObject(parent), m_options(std::move(options))
{}

ConsoleApp::~ConsoleApp()
{
    if (m_prompt)
        m_prompt->close();
    delete m_signIn;
}

QString ConsoleApp::demoPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           + QStringLiteral("/customer-lockbox/demo.lockbox");
}

void ConsoleApp::start()
{
    m_isDemo = m_options.store.isEmpty();
    m_location = m_isDemo ? demoPath() : m_options.store;
    if (isService(m_location))
        return openService();
    const auto path = storePath(m_location);
    if (!path)
        fail(path.error());
    else if (m_isDemo && !QFileInfo::exists(*path))
        makeDemo(*path);
    else
        open(*path);
}

void ConsoleApp::makeDemo(const QString &path)
{
    m_maker = std::make_unique<DemoMaker>(path, localOptions());
    m_progress = std::make_unique<DemoWindow>(*m_maker);
    connect(m_maker.get(), &DemoMaker::finished, this,
            [this, path](const Result<void> &made) { onDemoMade(made, path); });
    m_progress->show();
    m_maker->start();
}

void ConsoleApp::onDemoMade(const Result<void> &made, const QString &path)
{
    m_progress->hide();
    m_progress.release()->deleteLater();
    // Somebody else may have made it at the same time: then it is as good as ours.
    if (made || made.error().code == ErrorCode::AlreadyExists)
        open(path);
    else if (made.error().code == ErrorCode::Interrupted)
        QApplication::exit(0);
    else
        fail(made.error());
}

LocalOptions ConsoleApp::localOptions() const
{
    return {.logFolder = userLogFolder(),
            .logKeyFile = m_options.logKey,
            .mailPassword = findMailPassword};
}

QString ConsoleApp::accountKey() const
{
    const QByteArray place = QFileInfo(m_location).absoluteFilePath().toUtf8();
    const QByteArray hash =
        QCryptographicHash::hash(place, QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("accounts/") + QString::fromLatin1(hash);
}

void ConsoleApp::open(const QString &path)
{
    m_location = path;
    openWith([path, options = localOptions()] { return openLocalStore(path, options); },
             m_options.account);
}

void ConsoleApp::openWith(const ServiceFactory &factory, QString name)
{
    m_context = std::make_unique<ConsoleContext>(factory);
    if (name.isEmpty())
        name = QSettings().value(accountKey()).toString();
    m_context->runner().run<Opening>(
        this, QStringLiteral("open"),
        [name](LockboxService &service) -> Result<Opening> {
            auto info = service.info();
            if (!info)
                return failure(info);
            Opening opening{.info = *info, .account = {}};
            const QString who =
                name.isEmpty() && info->demo ? demo::demoCast().globalAdministrator : name;
            auto account = service.account(Session{who});
            if (account)
                opening.account = *account;
            else if (isStoreError(account.error().code))
                return failure(account);
            return opening;
        },
        [this](Result<Opening> opening) { onOpened(opening); });
}

void ConsoleApp::onOpened(const Result<Opening> &opening)
{
    if (!opening) {
        fail(opening.error());
        return;
    }
    m_context->setInfo(opening->info);
    if (opening->account)
        signIn(*opening->account);
    else
        askWho(m_options.account);
}

void ConsoleApp::askWho(const QString &name)
{
    if (!m_signIn) {
        m_signIn = new SignInWindow(*m_context, m_window.get());
        connect(m_signIn, &SignInWindow::signedIn, this, &ConsoleApp::onSignedIn);
    }
    m_signIn->show();
    m_signIn->activateWindow();
    if (!name.isEmpty())
        m_signIn->tryName(name);
}

void ConsoleApp::onSignedIn(const User &account)
{
    if (!m_window || m_window->become(account))
        signIn(account);
    else
        m_window->activateWindow(); // a blade asks about unsaved changes
    m_signIn->close();
}

void ConsoleApp::signIn(const User &account)
{
    QSettings().setValue(accountKey(), account.userPrincipalName);
    if (!m_window) {
        m_context->setAccount(account);
        showWindow();
    }
}

void ConsoleApp::showWindow()
{
    QStringList leading;
    if (m_context->info().demo) {
        const demo::Cast cast = demo::demoCast();
        leading = {cast.globalAdministrator, cast.approver, cast.securityReader,
                   cast.plainUser,           cast.engineer, cast.manager};
    }
    m_window = std::make_unique<MainWindow>(*m_context, consolePages(), leading);
    connect(m_window.get(), &MainWindow::signInRequested, this, [this] { askWho({}); });
    connect(m_window.get(), &MainWindow::closed, this, [this] {
        if (m_signIn)
            m_signIn->close();
    });
    connect(m_window.get(), &MainWindow::accountChosen, this, [this](const User &account) {
        QSettings().setValue(accountKey(), account.userPrincipalName);
    });
    m_desktop = std::make_unique<Desktop>(*m_context, *m_window);
    connect(m_desktop.get(), &Desktop::quitRequested, this, [] { QApplication::exit(0); });
    m_window->show();
    QApplication::setQuitOnLastWindowClosed(true);
}

void ConsoleApp::fail(const Error &error)
{
    std::fprintf(stderr, "lockbox-console: %s\n", qPrintable(error.message));
    m_failure = std::make_unique<FailureWindow>(error, m_location);
    m_failure->setAttribute(Qt::WA_DeleteOnClose, false);
    const int code = exitCode(error);
    connect(qApp, &QGuiApplication::lastWindowClosed, this, [code] { QApplication::exit(code); });
    m_failure->show();
}

} // namespace lockbox::ui
