#include "app/console/consoleapp.h"
#include "app/console/passworddialog.h"
#include "app/console/passwordprompt.h"
#include "core/remote/remotelockbox.h"
#include "core/secrets/servicesignin.h"
#include "ui/shell/consolecontext.h"

#include <QApplication>

namespace lockbox::ui {

bool ConsoleApp::isService(const QString &location)
{
    return location.startsWith(QStringLiteral("https:"))
           || location.startsWith(QStringLiteral("http:"));
}

/// Asks who signs in only where nobody is known; whether the sign-in is still good shows with the first call.
void ConsoleApp::openService()
{
    const auto url = HttpClient::serviceUrl(m_location);
    if (!url)
        return fail(url.error());
    m_location = url->toString();
    const auto kept = findSignIn(m_location, userSignInFolder());
    if (!kept)
        return fail(kept.error());
    RemoteOptions options{.url = *url, .caFile = m_options.caFile};
    QString name = m_options.account;
    if (*kept && (name.isEmpty() || name == (*kept)->userPrincipalName)) {
        name = (*kept)->userPrincipalName;
        options.token = (*kept)->token;
    }
    // Between the question and the window there is no window.
    QApplication::setQuitOnLastWindowClosed(false);
    std::optional<QByteArray> password;
    if (options.token.isEmpty()) {
        PasswordDialog dialog(m_location, name, {});
        if (dialog.exec() != QDialog::Accepted) {
            QMetaObject::invokeMethod(
                qApp, [] { QApplication::exit(0); }, Qt::QueuedConnection);
            return;
        }
        name = dialog.userName();
        password = dialog.password();
    }
    m_prompt = std::make_unique<PasswordPrompt>(m_location, name);
    if (password)
        m_prompt->prime(*password);
    openWith(serviceFactory(options, name), name);
}

ServiceFactory ConsoleApp::serviceFactory(const RemoteOptions &options, const QString &name)
{
    const auto access = std::make_shared<RemoteAccess>(
        options, name, [prompt = m_prompt.get()](const QString &why) { return prompt->ask(why); },
        [service = m_location](const RemoteSignIn &signIn) {
            (void)keepSignIn(service,
                             {.userPrincipalName = signIn.account.userPrincipalName,
                              .token = signIn.token,
                              .expiresAt = signIn.expiresAt},
                             userSignInFolder());
        });
    return [access] { return openRemoteStore(access); };
}

} // namespace lockbox::ui
