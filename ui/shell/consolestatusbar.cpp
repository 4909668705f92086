#include "ui/shell/consolestatusbar.h"

#include "ui/shell/consolecontext.h"
#include "ui/widgets/announce.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statetext.h"
#include "ui/widgets/tooltiptext.h"

#include <QDir>
#include <QHBoxLayout>

namespace lockbox::ui {

/// A path in the person's own folder begins with "~", as people write it.
static QString shortPath(const QString &location)
{
    const QString home = QDir::homePath() + QLatin1Char('/');
    return location.startsWith(home) ? QStringLiteral("~/") + location.mid(home.size()) : location;
}

using namespace std::chrono_literals;

ConsoleStatusBar::ConsoleStatusBar(ConsoleContext &context, QWidget *parent)
    : QFrame(parent),
      m_context(context),
      m_light(new TextLabel),
      m_state(new ElidedLabel({}, TextStyle::Caption, Token::SecondText)),
      m_location(new ElidedLabel({}, TextStyle::Caption, Token::SecondText)),
      m_time(new TextLabel({}, TextStyle::Caption)),
      m_hour(new SecondaryButton(tr("+1 h"))),
      m_deadline(new SecondaryButton(tr("To the next deadline"))),
      m_demo(new TextLabel(tr("Demo"), TextStyle::Caption, Token::Wait))
{
    setObjectName(QStringLiteral("consoleStatusBar"));
    setAccessibleName(tr("Status bar"));
    setFixedHeight(28);
    layOut();
    connect(&context, &ConsoleContext::infoChanged, this, &ConsoleStatusBar::showInfo);
    connect(&Theme::instance(), &Theme::changed, this,
            [this] { showState(m_isGood, m_state->text()); });
    connect(m_hour, &QPushButton::clicked, this, &ConsoleStatusBar::advanceHour);
    connect(m_deadline, &QPushButton::clicked, this, &ConsoleStatusBar::advanceToDeadline);
    connect(&m_tick, &QTimer::timeout, this, &ConsoleStatusBar::showTime);
    m_tick.start(1s);
    showConnected();
    showInfo();
}

void ConsoleStatusBar::layOut()
{
    m_state->setObjectName(QStringLiteral("connectionState"));
    m_location->setObjectName(QStringLiteral("storeLocation"));
    m_time->setObjectName(QStringLiteral("demoClock"));
    m_hour->setObjectName(QStringLiteral("advanceHourButton"));
    m_hour->setAccessibleDescription(tr("Moves the demo clock forward by an hour"));
    m_deadline->setObjectName(QStringLiteral("advanceDeadlineButton"));
    m_deadline->setAccessibleDescription(
        tr("Moves the demo clock to the next moment at which a request expires or access ends"));
    m_demo->setObjectName(QStringLiteral("demoBadge"));
    m_demo->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    for (QPushButton *button : {m_hour, m_deadline})
        button->setFont(Theme::instance().font(TextStyle::Caption));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 1, 8, 0);
    layout->setSpacing(6);
    layout->addWidget(m_light);
    layout->addWidget(m_state);
    layout->addSpacing(10);
    layout->addWidget(m_location, 1);
    layout->addWidget(m_time);
    layout->addSpacing(4);
    layout->addWidget(m_hour);
    layout->addWidget(m_deadline);
    layout->addSpacing(4);
    layout->addWidget(m_demo);
}

void ConsoleStatusBar::showConnected()
{
    m_isStale = false;
    showState(true, tr("Connected"));
}

void ConsoleStatusBar::showFailure(const Error &error)
{
    if (m_isStale)
        return;
    showState(false, tr("Not up to date: %1").arg(errorText(error)));
    announce(m_state, m_state->text());
}

void ConsoleStatusBar::showStale(const QString &asOf)
{
    m_isStale = true;
    showState(false, asOf);
}

void ConsoleStatusBar::showState(bool good, const QString &text)
{
    m_isGood = good;
    m_state->setText(text);
    m_state->setToken(good ? Token::SecondText : Token::Bad);
    m_light->setPixmap(Theme::instance()
                           .icon(good ? QStringLiteral("approve") : QStringLiteral("warning"),
                                 good ? Token::Good : Token::Bad)
                           .pixmap({14, 14}, devicePixelRatioF()));
}

void ConsoleStatusBar::showInfo()
{
    const StoreInfo &info = m_context.info();
    m_location->setText(shortPath(info.location));
    m_location->setToolTip(plainToolTip(info.location));
    m_location->setAccessibleName(tr("Store: %1").arg(info.location));
    for (QWidget *part : {static_cast<QWidget *>(m_time), static_cast<QWidget *>(m_hour),
                          static_cast<QWidget *>(m_deadline), static_cast<QWidget *>(m_demo)})
        part->setVisible(info.demo);
    showTime();
}

void ConsoleStatusBar::showTime()
{
    if (!m_context.info().demo)
        return;
    const Timestamp now = m_context.now();
    const QString text = tr("%1 (%2)").arg(dateTimeText(now), utcText(now));
    if (text == m_time->text())
        return;
    m_time->setText(text);
    m_time->setAccessibleName(tr("Demo clock: %1").arg(text));
}

void ConsoleStatusBar::advanceHour()
{
    m_context.runner().run<Timestamp>(
        this, {},
        [session = m_context.session()](LockboxService &service) {
            return service.advanceClock(session, 1h);
        },
        [this](Result<Timestamp> moved) { onMoved(moved); });
}

void ConsoleStatusBar::advanceToDeadline()
{
    m_context.runner().run<Timestamp>(
        this, {},
        [session = m_context.session()](LockboxService &service) -> Result<Timestamp> {
            const auto now = service.now();
            if (!now)
                return failure(now);
            const auto deadline = service.nextDeadline(session);
            if (!deadline)
                return failure(deadline);
            if (!*deadline)
                return failure(ErrorCode::NotFound, {});
            const auto wait = std::chrono::ceil<std::chrono::seconds>(**deadline - *now);
            return service.advanceClock(session, std::max(wait, std::chrono::seconds(1)));
        },
        [this](Result<Timestamp> moved) { onMoved(moved); });
}

void ConsoleStatusBar::onMoved(const Result<Timestamp> &moved)
{
    if (moved) {
        emit clockMoved();
        return;
    }
    if (moved.error().code == ErrorCode::NotFound)
        emit told(tr("Nothing waits for a deadline."));
    else
        emit failed(errorText(moved.error()));
}

} // namespace lockbox::ui
