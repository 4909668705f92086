#include "app/console/storeopening.h"

#include "app/console/consoleapp.h"
#include "app/console/demomaker.h"
#include "app/console/passwordprompt.h"
#include "app/console/signindialog.h"
#include "core/demo/demo.h"
#include "core/secrets/mailpassword.h"
#include "ui/shell/consolecontext.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>
#include <QTimer>

namespace lockbox::ui {

using namespace std::chrono_literals;

QString accountKeyOf(const QString &location)
{
    const QByteArray place = QFileInfo(location).absoluteFilePath().toUtf8();
    const QByteArray hash =
        QCryptographicHash::hash(place, QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("accounts/") + QString::fromLatin1(hash);
}

void OpenStore::end() const
{
    if (prompt)
        prompt->close();
    if (access && access->options().breaker && !(context && context->runner().isChanging()))
        access->options().breaker->close();
}

void OpenStore::leave()
{
    end();
    if (!context)
        return;
    auto *wait = new QTimer(QCoreApplication::instance());
    const auto left = std::make_shared<OpenStore>(std::move(*this));
    *this = {};
    QObject::connect(wait, &QTimer::timeout, wait, [wait, left] {
        if (!left->context->runner().isBusy())
            wait->deleteLater();
    });
    wait->start(50ms);
}

StoreOpening::StoreOpening(ConsoleOptions options, QString location, StoreKind kind,
                           QWidget *parent)
    : m_options(std::move(options)), m_parent(parent)
{
    m_store.location = std::move(location);
    m_store.kind = kind;
}

StoreOpening::~StoreOpening()
{
    if (m_remote.breaker)
        m_remote.breaker->close();
    if (m_store.prompt)
        m_store.prompt->close();
    delete m_dialog;
}

void StoreOpening::start()
{
    if (m_store.kind == StoreKind::Service)
        return lookAtServer();
    const bool isDemo = m_store.kind == StoreKind::Demo;
    const auto path = storePath(isDemo ? ConsoleApp::demoPath() : m_store.location);
    if (!path)
        emit failed(path.error());
    else if (isDemo && !QFileInfo::exists(*path))
        makeDemo(*path);
    else
        openFile(*path);
}

void StoreOpening::cancel()
{
    if (m_isOver)
        return;
    if (m_maker)
        return m_maker->cancel();
    m_isOver = true;
    if (m_remote.breaker)
        m_remote.breaker->close();
    if (m_dialog) {
        m_dialog->disconnect(this);
        m_dialog->close();
    }
    m_store.leave();
    emit cancelled();
}

OpenStore StoreOpening::take()
{
    m_isOver = true;
    m_remote.breaker.reset();
    return std::move(m_store);
}

void StoreOpening::makeDemo(const QString &path)
{
    m_store.location = path;
    m_maker = std::make_unique<DemoMaker>(path, localOptions());
    connect(m_maker.get(), &DemoMaker::finished, this,
            [this, path](const Result<void> &made) { onDemoMade(made, path); });
    connect(m_maker.get(), &DemoMaker::progressed, this, &StoreOpening::progressed);
    emit makingDemo();
    m_maker->start();
}

void StoreOpening::onDemoMade(const Result<void> &made, const QString &path)
{
    m_maker.release()->deleteLater();
    // Somebody else may have made it at the same time: then it is as good as ours.
    if (made || made.error().code == ErrorCode::AlreadyExists) {
        openFile(path);
        return;
    }
    m_isOver = true;
    if (made.error().code == ErrorCode::Interrupted)
        emit cancelled();
    else
        emit failed(made.error());
}

LocalOptions StoreOpening::localOptions() const
{
    return {.logFolder = userLogFolder(),
            .logKeyFile = m_options.logKey,
            .mailPassword = findMailPassword};
}

void StoreOpening::openFile(const QString &path)
{
    m_store.location = path;
    openWith([path, options = localOptions()] { return openLocalStore(path, options); },
             m_options.account);
}

void StoreOpening::openWith(const ServiceFactory &factory, QString name)
{
    m_store.context = std::make_unique<ConsoleContext>(factory);
    if (name.isEmpty())
        name = QSettings().value(accountKeyOf(m_store.location)).toString();
    m_store.context->runner().run<Findings>(
        this, QStringLiteral("open"),
        [name](LockboxService &service) -> Result<Findings> {
            auto info = service.info();
            if (!info)
                return failure(info);
            Findings findings{.info = *info, .account = {}};
            const QString who =
                name.isEmpty() && info->demo ? demo::demoCast().globalAdministrator : name;
            auto account = service.account(Session{who});
            if (account)
                findings.account = *account;
            else if (isStoreError(account.error().code))
                return failure(account);
            return findings;
        },
        [this](Result<Findings> findings) { onOpened(findings); });
}

void StoreOpening::onOpened(const Result<Findings> &findings)
{
    if (m_isOver)
        return;
    m_isOver = true;
    const bool isService = m_store.kind == StoreKind::Service;
    if (!findings && isService && findings.error().code == ErrorCode::SignInRequired) {
        m_store.leave();
        emit cancelled(); // nobody gave the password
    } else if (!findings) {
        m_store.leave();
        emit failed(findings.error());
    } else {
        m_store.context->setInfo(findings->info);
        m_store.account = findings->account;
        if (m_chosen)
            (void)keepSignIn(m_store.location, *m_chosen, userSignInFolder());
        emit opened();
    }
}

} // namespace lockbox::ui
