#pragma once

#include "app/console/consoleoptions.h"
#include "app/console/recentstores.h"
#include "core/remote/certificate.h"
#include "core/remote/remoteaccess.h"
#include "core/remote/servicelook.h"
#include "core/secrets/servicesignin.h"
#include "core/service/locallockbox.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <memory>
#include <thread>

namespace lockbox::ui {

class ConsoleContext;
class DemoMaker;
class PasswordPrompt;
class SignInDialog;

/// A store that was opened, and for whom, if that is known.
struct OpenStore {
    QString location;
    StoreKind kind = StoreKind::File;
    std::shared_ptr<RemoteAccess> access;    ///< Of a service.
    std::unique_ptr<PasswordPrompt> prompt;  ///< Of a service; gone after the threads that ask.
    std::unique_ptr<ConsoleContext> context; ///< Null: nothing is open.
    std::optional<User> account;

    /// Nobody is asked anything any more, and what is under way to a service is broken off, unless it changes something.
    void end() const;
    /// The same, and all of it goes when its threads have ended; nothing waits for that.
    void leave();
};

/// One opening of a store, from where it is to whose it is: makes the demo where there is none, looks whether a server has a lockbox, and asks for
/// the password. Can be cancelled at any time.
class StoreOpening : public QObject
{
    Q_OBJECT

public:
    /// `location` is empty for the demo. Questions are asked above `parent`.
    StoreOpening(ConsoleOptions options, QString location, StoreKind kind, QWidget *parent);
    ~StoreOpening() override;

    /// Where it is a service: trusts this PEM file's authority, and keeps it for the service if that was right.
    void useAuthority(const QString &file) { m_authority = file; }
    /// Where one is signed in to several tenants of a service: goes to this one.
    void useTenant(const QString &id) { m_tenantId = id; }
    void start();
    /// Tells cancelled(), at once or as soon as a demo that was being made is cleaned up.
    void cancel();
    /// Once opened.
    OpenStore take();
    const QString &location() const { return m_store.location; }
    /// While a demo is made; else null.
    DemoMaker *maker() const { return m_maker.get(); }

signals:
    void makingDemo();
    void progressed(qint64 done, qint64 total);
    void opened();
    void cancelled();
    void failed(const lockbox::Error &error);
    /// It is a service whose certificate is not right.
    void untrusted(const lockbox::ServiceCertificate &certificate);

private:
    /// What opening a store tells, in one go.
    struct Findings {
        StoreInfo info;
        std::optional<User> account;
    };

    void makeDemo(const QString &path);
    void onDemoMade(const Result<void> &made, const QString &path);
    void openFile(const QString &path);
    /// What a look at a server came to.
    struct Look {
        Result<ServiceLook> service;
        std::optional<ServiceCertificate> certificate; ///< Where that is what is wrong.
    };

    void lookAtServer();
    static Look look(const RemoteOptions &options);
    void onLooked(const Look &look);
    void findSignInAndOpen(const QString &tenant);
    void askSignIn(const QString &tenant, const QString &name);
    void openServer(const KeptSignIn &signIn);
    void end();
    void openWith(const ServiceFactory &factory, QString name);
    void onOpened(const Result<Findings> &findings);
    /// Where the log's key and pin are.
    LocalOptions localOptions() const;

    ConsoleOptions m_options;
    OpenStore m_store;
    RemoteOptions m_remote;
    QPointer<QWidget> m_parent;
    std::unique_ptr<DemoMaker> m_maker;
    QPointer<SignInDialog> m_dialog;
    QString m_authority;
    QString m_tenantId;
    std::optional<KeptSignIn> m_chosen; ///< To be kept when it has shown to be good.
    std::jthread m_looking;
    bool m_isOver = false;
};

/// What is kept of a sign-in; `before` has the tenants that a sign-in to one of them does not name.
KeptSignIn toKept(const RemoteSignIn &signIn, const std::optional<KeptSignIn> &before = {});

/// Where is remembered who last worked with a local store.
QString accountKeyOf(const QString &location);

} // namespace lockbox::ui
