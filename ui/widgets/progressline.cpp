#include "ui/widgets/progressline.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace lockbox::ui {

ProgressLine::ProgressLine(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

void ProgressLine::setLeft(double left)
{
    m_left = std::clamp(left, 0.0, 1.0);
    update();
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QRectF line(0, (height() - 4) / 2.0, width(), 4);
    painter.setBrush(theme.color(Token::Line));
    painter.drawRoundedRect(line, 2, 2);
    line.setWidth(line.width() * m_left);
    painter.setBrush(theme.color(m_left < nearlyOver ? Token::Bad : Token::Accent));
    painter.drawRoundedRect(line, 2, 2);
}

} // namespace lockbox::ui
