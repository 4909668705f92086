#include "ui/shell/traypresenter.h"

#include "ui/shell/desktoptext.h"

namespace lockbox::ui {

using namespace std::chrono_literals;

TrayPresenter::TrayPresenter(ConsoleContext &context, QObject *parent)
    : QObject(parent), m_context(context), m_account(context.account().userPrincipalName)
{
    connect(&context, &ConsoleContext::accountChanged, this, &TrayPresenter::onAccountChanged);
    connect(&context, &ConsoleContext::infoChanged, this, &TrayPresenter::tick);
    connect(&m_timer, &QTimer::timeout, this, &TrayPresenter::tick);
    m_timer.start(1min);
    refresh();
}

QString TrayPresenter::toolTip() const
{
    return trayToolTip(m_waiting, m_nearest, m_context.now());
}

QString TrayPresenter::nearestText() const
{
    return m_nearest ? requestLine(*m_nearest, m_context.now()) : QString();
}

void TrayPresenter::refresh()
{
    if (!concerns())
        return;
    m_context.runner().run<Overview>(
        this, QStringLiteral("tray"),
        [session = m_context.session()](LockboxService &service) {
            return service.overview(session);
        },
        [this, session = m_context.session()](Result<Overview> overview) {
            if (session == m_context.session())
                take(overview);
        });
}

void TrayPresenter::take(const Result<Overview> &overview)
{
    if (!overview || !concerns())
        return; // what was read last stands; the next news read it again
    const auto pending = overview->counts.find(RequestState::Pending);
    m_waiting = pending == overview->counts.end() ? 0 : pending->second;
    m_nearest.reset();
    if (!overview->waiting.empty())
        m_nearest = overview->waiting.front();
    emit changed();
}

void TrayPresenter::onAccountChanged()
{
    const QString before = std::exchange(m_account, m_context.account().userPrincipalName);
    if (before != m_account || !concerns()) {
        m_waiting = 0;
        m_nearest.reset();
    }
    emit changed();
    refresh();
}

void TrayPresenter::tick()
{
    if (!concerns())
        return;
    if (m_nearest && m_nearest->expiresAt && *m_nearest->expiresAt <= m_context.now())
        refresh();
    else
        emit changed(); // the time that is left
}

} // namespace lockbox::ui
