#include "ui/shell/desktoppresenter.h"

#include "ui/shell/desktopnotifier.h"
#include "ui/shell/desktoptext.h"

#include <algorithm>

namespace lockbox::ui {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds retryAfter = 5s;

} // namespace

DesktopPresenter::DesktopPresenter(ConsoleContext &context, DesktopNotifier &notifier,
                                   QObject *parent)
    : QObject(parent),
      m_context(context),
      m_notifier(notifier),
      m_account(context.account().userPrincipalName)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DesktopPresenter::check);
    connect(&context, &ConsoleContext::accountChanged, this, &DesktopPresenter::onAccountChanged);
    connect(&context, &ConsoleContext::infoChanged, this, &DesktopPresenter::check);
    connect(&notifier, &DesktopNotifier::activated, this, &DesktopPresenter::openRequested);
}

// Nobody would answer a click any more.
DesktopPresenter::~DesktopPresenter()
{
    withdrawAll();
}

void DesktopPresenter::take(const Changes &news)
{
    if (!isApprover(m_context.account().roles))
        return;
    for (const Event &event : news.events)
        takeEvent(event);
}

void DesktopPresenter::takeEvent(const Event &event)
{
    switch (event.kind) {
    case EventKind::RequestNotified:
        if (m_told.try_emplace(event.request.toString()).second)
            read(event.request.toString());
        break;
    case EventKind::RequestApproved:
    case EventKind::RequestDenied:
    case EventKind::RequestCanceled:
    case EventKind::RequestExpired:
        // It may be being read just now: then it must not be shown any more.
        if (const auto found = m_told.find(event.request.toString()); found != m_told.end())
            withdraw(found->first, found->second);
        break;
    default: break;
    }
}

void DesktopPresenter::read(const QString &id)
{
    m_context.runner().run<RequestDetails>(
        this, QStringLiteral("desktop.") + id,
        [session = m_context.session(), id](LockboxService &service) {
            return service.request(session, id);
        },
        [this, id](Result<RequestDetails> details) { show(id, details); });
}

void DesktopPresenter::show(const QString &id, const Result<RequestDetails> &details)
{
    const auto found = m_told.find(id);
    if (found == m_told.end() || found->second.stage != Stage::Asked)
        return;
    Told &told = found->second;
    if (!details) {
        told.stage = details.error().code == ErrorCode::NotFound ? Stage::Gone : Stage::Unread;
        waitForNext();
        return;
    }
    const Timestamp now = m_context.now();
    const AccessRequest request = atTime(details->request, now);
    if (request.state != RequestState::Pending || !request.expiresAt) {
        told.stage = Stage::Gone;
        return;
    }
    told = {.stage = Stage::Shown, .deadline = *request.expiresAt};
    m_notifier.notify(id, noticeTitle(), noticeBody(request, now));
    waitForNext();
}

void DesktopPresenter::withdraw(const QString &id, Told &told)
{
    if (std::exchange(told.stage, Stage::Gone) == Stage::Shown)
        m_notifier.close(id);
}

void DesktopPresenter::withdrawAll()
{
    for (auto &[id, told] : m_told)
        withdraw(id, told);
}

void DesktopPresenter::onAccountChanged()
{
    const QString before = std::exchange(m_account, m_context.account().userPrincipalName);
    if (before == m_account && isApprover(m_context.account().roles))
        return;
    withdrawAll();
    if (before != m_account)
        m_told.clear();
}

void DesktopPresenter::check()
{
    const Timestamp now = m_context.now();
    for (auto &[id, told] : m_told) {
        if (told.stage == Stage::Shown && told.deadline <= now) {
            withdraw(id, told);
        } else if (told.stage == Stage::Unread) {
            told.stage = Stage::Asked;
            read(id);
        }
    }
    waitForNext();
}

void DesktopPresenter::waitForNext()
{
    // A machine that slept, and a clock that was set, are noticed within a minute.
    std::optional<std::chrono::milliseconds> wait;
    for (const auto &[id, told] : m_told) {
        if (told.stage == Stage::Shown)
            wait = std::clamp<std::chrono::milliseconds>(told.deadline - m_context.now(), 0ms,
                                                         wait.value_or(1min));
        else if (told.stage == Stage::Unread)
            wait = std::min<std::chrono::milliseconds>(wait.value_or(retryAfter), retryAfter);
    }
    if (wait)
        m_timer.start(*wait + 1ms);
    else
        m_timer.stop();
}

} // namespace lockbox::ui
