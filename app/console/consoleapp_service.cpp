#include "app/console/certificatedialog.h"
#include "app/console/changepassworddialog.h"
#include "app/console/consoleapp.h"
#include "app/console/passwordprompt.h"
#include "app/console/signindialog.h"
#include "app/console/startwindow.h"
#include "core/remote/remotesignin.h"
#include "ui/shell/accountbutton.h"
#include "ui/shell/bladestack.h"
#include "ui/shell/consolecontext.h"
#include "ui/shell/desktop.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/messagebar.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>

namespace lockbox::ui {

/// There is no way around it: the server is opened only when its certificate can be trusted.
void ConsoleApp::explain(const ServiceCertificate &certificate)
{
    const QString location = m_opening->location();
    m_opening.release()->deleteLater();
    std::fprintf(stderr, "lockbox-console: the certificate of %s is not right\n",
                 qPrintable(location));
    showStart();
    QApplication::setQuitOnLastWindowClosed(true);
    m_start->showProblem(
        tr("%1 can't be trusted: its certificate is not right.").arg(certificate.host));
    auto *dialog = new CertificateDialog(certificate, m_start.get());
    connect(dialog, &CertificateDialog::authorityChosen, this,
            [this, location](const QString &file) { openTrusting(location, file); });
    dialog->open();
}

void ConsoleApp::openTrusting(const QString &location, const QString &authority)
{
    prepare(location, StoreKind::Service).useAuthority(authority);
    begin();
}

/// Which tenants there are in a kept sign-in, by name.
static std::vector<TenantChoice> tenantsOf(const std::optional<KeptSignIn> &kept)
{
    if (!kept)
        return {};
    std::vector<TenantChoice> tenants{
        {.id = kept->tenantId, .name = kept->tenant, .isPresent = true}};
    for (const KeptSignIn &other : kept->others)
        tenants.push_back({.id = other.tenantId, .name = other.tenant});
    std::ranges::sort(tenants, {}, &TenantChoice::name);
    return tenants;
}

void ConsoleApp::connectService()
{
    AccountButton &account = m_window->account();
    const auto kept = findSignIn(m_store.location, userSignInFolder());
    account.setService(tenantsOf(kept ? *kept : std::nullopt));
    connect(m_window.get(), &MainWindow::signInRequested, this, &ConsoleApp::signInAnew);
    connect(&account, &AccountButton::tenantChosen, this, &ConsoleApp::switchTenant);
    connect(&account, &AccountButton::changePasswordRequested, this, &ConsoleApp::changePassword);
    connect(&account, &AccountButton::signOutRequested, this, &ConsoleApp::signOut);
}

void ConsoleApp::signInAnew()
{
    auto *dialog = new SignInDialog(m_store.access->options(), m_store.context->info().tenant.name,
                                    {}, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        (void)keepSignIn(m_store.location, toKept(dialog->signIn()), userSignInFolder());
        open(m_store.location, StoreKind::Service);
    });
    dialog->open();
}

void ConsoleApp::switchTenant(const QString &id)
{
    if (m_opening)
        return;
    prepare(m_store.location, StoreKind::Service).useTenant(id);
    begin();
}

void ConsoleApp::changePassword()
{
    auto *dialog = new ChangePasswordDialog(
        m_store.access->options(), m_store.context->account().userPrincipalName, m_window.get());
    connect(dialog, &QDialog::accepted, m_window.get(),
            [this] { m_window->messages().showGood(tr("Your password is changed.")); });
    dialog->open();
}

void ConsoleApp::signOut(bool everywhere)
{
    if (!m_window->blades().closeAll())
        return;              // there is something that is not saved
    m_store.prompt->close(); // nobody is asked for a password because of it
    m_store.context->runner().run<void>(
        this, {},
        [options = m_store.access->options(), everywhere](LockboxService &) {
            return signOutOfService(options, everywhere);
        },
        [this, everywhere](const Result<void> &done) { onSignedOut(done, everywhere); });
}

/// Signing out here works without the service as well; everywhere does not.
void ConsoleApp::onSignedOut(const Result<void> &done, bool everywhere)
{
    const bool hasEnded = !done && done.error().code == ErrorCode::SignInRequired;
    if (!done && everywhere && !hasEnded) {
        m_store.prompt->reopen();
        m_window->messages().showError(errorText(done.error()));
        return;
    }
    (void)m_window->finish();
    (void)forgetSignIn(m_store.location, userSignInFolder());
    showStart();
    m_start->showRecent();
    if (!done && !hasEnded)
        m_start->showProblem(
            tr("You are signed out on this machine, but the service does not know of it: %1")
                .arg(errorText(done.error())));
    m_store.end();
    m_desktop.reset();
    m_window.reset();
    m_store.leave();
}

} // namespace lockbox::ui
