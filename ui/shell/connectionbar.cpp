#include "ui/shell/connectionbar.h"

#include "ui/shell/connectionwatch.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/tooltiptext.h"

namespace lockbox::ui {

using namespace std::chrono_literals;

ConnectionBar::ConnectionBar(ConnectionWatch &watch, QWidget *parent)
    : MessageBar(parent), m_watch(watch)
{
    setObjectName(QStringLiteral("connectionBar"));
    setContentsMargins(6, 2, 12, 2);
    setClosable(false);
    m_leaving.setSingleShot(true);
    m_leaving.setInterval(4s);
    connect(&m_leaving, &QTimer::timeout, this, &QWidget::hide);
    connect(&watch, &ConnectionWatch::changed, this, &ConnectionBar::showState);
    connect(this, &MessageBar::actionTriggered, &watch, &ConnectionWatch::tryNow);
}

void ConnectionBar::showState()
{
    m_leaving.stop();
    switch (m_watch.state()) {
    case ConnectionWatch::State::Connected:
        if (isHidden())
            return;
        setToolTip({});
        showGood(tr("Connected again."));
        m_leaving.start();
        return;
    case ConnectionWatch::State::Lost:
        showError(
            tr("Connection lost. Data shown is as of %1. Trying again…").arg(m_watch.asOfText()),
            tr("Try now"));
        break;
    case ConnectionWatch::State::SignedOut:
        showError(tr("Your sign-in has ended. Data shown is as of %1.").arg(m_watch.asOfText()),
                  tr("Sign in"));
        break;
    }
    setToolTip(plainToolTip(errorText(m_watch.reason())));
}

} // namespace lockbox::ui
