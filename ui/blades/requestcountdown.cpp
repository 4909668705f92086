#include "ui/blades/requestcountdown.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace lockbox::ui {

namespace {

constexpr int lineHeight = 4;

} // namespace

RequestCountdown::RequestCountdown(QWidget *parent) : QWidget(parent), m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("requestCountdown"));
    m_text->setObjectName(QStringLiteral("requestTimeLeft"));
    auto *layout = new QVBoxLayout(this);
    // The line is painted in the margin below the words.
    layout->setContentsMargins(0, 0, 0, lineHeight + 4);
    layout->addWidget(m_text);
}

void RequestCountdown::show(const RequestPresenter::Countdown &countdown)
{
    if (countdown == m_countdown)
        return;
    m_countdown = countdown;
    m_text->setText(countdown.text);
    setToolTip(countdown.toolTip);
    setAccessibleName(countdown.text);
    setAccessibleDescription(countdown.toolTip);
    update();
}

void RequestCountdown::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QRectF line(0, height() - lineHeight, width(), lineHeight);
    painter.setBrush(theme.color(Token::Line));
    painter.drawRoundedRect(line, lineHeight / 2, lineHeight / 2);
    line.setWidth(std::max<double>(lineHeight, line.width() * m_countdown.left));
    painter.setBrush(theme.color(m_countdown.isShort ? Token::Bad : Token::Accent));
    painter.drawRoundedRect(line, lineHeight / 2, lineHeight / 2);
}

} // namespace lockbox::ui
