#include "ui/shell/logdisplay.h"

#include "ui/models/logtext.h"
#include "ui/shell/consolecontext.h"
#include "ui/widgets/logbadge.h"
#include "ui/widgets/messagebar.h"

namespace lockbox::ui {

using namespace std::chrono_literals;

namespace {

LogBadge::State stateOf(LogWatch::Face face)
{
    switch (face) {
    case LogWatch::Face::Verified: return LogBadge::State::Good;
    case LogWatch::Face::Verifying: return LogBadge::State::Busy;
    case LogWatch::Face::Failed:
    case LogWatch::Face::Alarm: return LogBadge::State::Bad;
    case LogWatch::Face::Hidden:
    case LogWatch::Face::Unverified:
    case LogWatch::Face::Grown: break;
    }
    return LogBadge::State::Open;
}

} // namespace

LogDisplay::LogDisplay(ConsoleContext &context, LogBadge &badge, MessageBar &bar)
    : QObject(&badge), m_context(context), m_badge(badge), m_bar(bar)
{
    m_bar.setClosable(false);
    connect(&context.log(), &LogWatch::changed, this, &LogDisplay::show);
    connect(&context, &ConsoleContext::infoChanged, this, &LogDisplay::show);
    connect(&m_tick, &QTimer::timeout, this, &LogDisplay::showBadge);
    connect(&badge, &QPushButton::clicked, this, [this] { emit openRequested(0); });
    connect(&bar, &MessageBar::actionTriggered, this, [this] {
        const LogWatch &log = m_context.log();
        emit openRequested(!log.alarm() && log.hasFailed() ? log.check()->finding->seq : 0);
    });
    m_tick.start(1min);
    show();
}

void LogDisplay::show()
{
    showBadge();
    showBar();
}

void LogDisplay::showBadge()
{
    const LogWatch &log = m_context.log();
    const Timestamp now = m_context.now();
    const QString details = logDetails(log);
    QString toolTip = logSentence(log, now);
    if (!details.isEmpty())
        toolTip += QLatin1Char('\n') + details;
    m_badge.tell(stateOf(log.face()), logBadgeText(log, now), logBadgeShortText(log, now), toolTip);
}

void LogDisplay::showBar()
{
    const QString trouble = logTrouble(m_context.log());
    if (trouble.isEmpty())
        m_bar.hide();
    else
        m_bar.showError(trouble, m_context.log().mayRead() ? tr("Open Audit log") : QString());
}

} // namespace lockbox::ui
