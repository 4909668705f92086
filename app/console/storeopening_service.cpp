#include "app/console/background.h"
#include "app/console/passwordprompt.h"
#include "app/console/signindialog.h"
#include "app/console/storeopening.h"
#include "core/base/clock.h"
#include "core/remote/remotelockbox.h"
#include "ui/shell/consolecontext.h"

namespace lockbox::ui {

using namespace std::chrono_literals;

KeptSignIn toKept(const RemoteSignIn &signIn, const std::optional<KeptSignIn> &before)
{
    KeptSignIn kept{.userPrincipalName = signIn.account.userPrincipalName,
                    .token = signIn.token,
                    .expiresAt = signIn.expiresAt,
                    .tenantId = signIn.tenant.id.toString(),
                    .tenant = signIn.tenant.name};
    for (const RemoteSignIn &other : signIn.others)
        kept.others.push_back(toKept(other));
    if (before && kept.others.empty() && before->tenantId == kept.tenantId)
        kept.others = before->others;
    return kept;
}

/// Nobody is asked for a password of a server that isn't there, can't be trusted, or has no lockbox.
void StoreOpening::lookAtServer()
{
    const auto url = HttpClient::serviceUrl(m_store.location);
    if (!url) {
        emit failed(url.error());
        return;
    }
    m_store.location = url->toString();
    const QString given = m_authority.isEmpty() ? m_options.caFile : m_authority;
    m_remote = {.url = *url,
                .caFile = given.isEmpty() ? keptAuthority(*url, userAuthorityFolder()) : given,
                .answerTimeout = 20s,
                .newsTimeout = 5s,
                .breaker = std::make_shared<LineBreaker>()};
    m_looking = inBackground(
        this, [options = m_remote] { return look(options); },
        [this](const Look &found) { onLooked(found); });
}

StoreOpening::Look StoreOpening::look(const RemoteOptions &options)
{
    Look found{.service = lookAtService(options), .certificate = {}};
    if (found.service || options.url.scheme() != QStringLiteral("https"))
        return found;
    const auto certificate = lookAtCertificate(options, SystemClock().now());
    if (certificate && !certificate->faults.empty())
        found.certificate = *certificate;
    return found;
}

void StoreOpening::end()
{
    m_isOver = true;
    if (m_remote.breaker)
        m_remote.breaker->close();
}

void StoreOpening::onLooked(const Look &found)
{
    if (m_isOver)
        return;
    if (found.certificate) {
        end();
        emit untrusted(*found.certificate);
    } else if (!found.service) {
        end();
        emit failed(found.service.error());
    } else {
        findSignInAndOpen(found.service->tenant);
    }
}

void StoreOpening::findSignInAndOpen(const QString &tenant)
{
    if (!m_authority.isEmpty()) {
        const auto done = keepAuthority(m_remote.url, m_authority, userAuthorityFolder());
        if (!done) {
            end();
            emit failed(done.error());
            return;
        }
        m_remote.caFile = keptAuthority(m_remote.url, userAuthorityFolder());
    }
    auto kept = findSignIn(m_store.location, userSignInFolder());
    if (!kept) {
        end();
        emit failed(kept.error());
        return;
    }
    const QString name = m_options.account;
    if (*kept && !m_tenantId.isEmpty()) {
        m_chosen = inTenant(**kept, m_tenantId);
        kept = m_chosen;
    }
    if (!*kept || (!name.isEmpty() && name != (*kept)->userPrincipalName))
        askSignIn(tenant.isEmpty() ? m_remote.url.host() : tenant, name);
    else
        openServer(**kept);
}

void StoreOpening::askSignIn(const QString &tenant, const QString &name)
{
    m_dialog = new SignInDialog(m_remote, tenant, name, m_parent);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &QDialog::rejected, this, &StoreOpening::cancel);
    connect(m_dialog, &QDialog::accepted, this, [this] {
        const KeptSignIn kept = toKept(m_dialog->signIn());
        (void)keepSignIn(m_store.location, kept, userSignInFolder());
        openServer(kept);
    });
    m_dialog->open();
}

/// Whether a kept sign-in is still good shows with the first call.
void StoreOpening::openServer(const KeptSignIn &signIn)
{
    m_remote.token = signIn.token;
    m_remote.tenant = signIn.tenantId;
    m_store.prompt = std::make_unique<PasswordPrompt>(m_store.location, signIn.userPrincipalName);
    m_store.access = std::make_shared<RemoteAccess>(
        m_remote, signIn.userPrincipalName,
        [prompt = m_store.prompt.get()](const QString &why) { return prompt->ask(why); },
        [service = m_store.location, signIn](const RemoteSignIn &renewed) {
            (void)keepSignIn(service, toKept(renewed, signIn), userSignInFolder());
        });
    openWith([access = m_store.access] { return openRemoteStore(access); },
             signIn.userPrincipalName);
    m_store.context->setReconnect([breaker = m_remote.breaker] { breaker->renew(); });
}

} // namespace lockbox::ui
