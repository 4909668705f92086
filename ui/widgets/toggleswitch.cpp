#include "ui/widgets/toggleswitch.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace lockbox::ui {

namespace {

constexpr QSize trackSize(40, 20);
constexpr int ring = 4; // room for the focus ring around the track
constexpr int gap = 8;

} // namespace

ToggleSwitch::ToggleSwitch(QWidget *parent) : QCheckBox(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize ToggleSwitch::sizeHint() const
{
    const int words = qMax(fontMetrics().horizontalAdvance(word(true)),
                           fontMetrics().horizontalAdvance(word(false)));
    return {trackSize.width() + 2 * ring + gap + words,
            qMax(trackSize.height() + 2 * ring, fontMetrics().height() + 4)};
}

QRect ToggleSwitch::track() const
{
    return {QPoint(ring, (height() - trackSize.height()) / 2), trackSize};
}

void ToggleSwitch::paintTrack(QPainter &painter) const
{
    const Theme &theme = Theme::instance();
    const bool hovered = isEnabled() && underMouse();
    const QRectF shape = QRectF(track()).adjusted(0.5, 0.5, -0.5, -0.5);
    QColor edge = theme.color(isEnabled() ? Token::StrongLine : Token::Line);
    QColor knob = theme.color(isEnabled() ? Token::SecondText : Token::DisabledText);
    QColor fill = theme.color(Token::Surface);
    if (isChecked()) {
        fill = theme.color(hovered ? Token::AccentHover : Token::Accent);
        if (!isEnabled())
            fill = theme.color(Token::DisabledText);
        edge = fill;
        knob = theme.color(Token::OnAccent);
    } else if (hovered) {
        edge = theme.color(Token::Text);
    }
    painter.setPen(edge);
    painter.setBrush(fill);
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);
    const double radius = 6;
    const bool right = isChecked() != (layoutDirection() == Qt::RightToLeft);
    const double x = right ? shape.right() - radius - 4 : shape.left() + radius + 4;
    painter.setPen(Qt::NoPen);
    painter.setBrush(knob);
    painter.drawEllipse(QPointF(x, shape.center().y()), radius, radius);
}

void ToggleSwitch::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintTrack(painter);
    painter.setPen(theme.color(isEnabled() ? Token::Text : Token::DisabledText));
    painter.drawText(rect().adjusted(trackSize.width() + 2 * ring + gap, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, word(isChecked()));
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        const QRectF around = QRectF(track()).adjusted(-3, -3, 3, 3);
        painter.drawRoundedRect(around, around.height() / 2, around.height() / 2);
    }
}

void ToggleSwitch::enterEvent(QEnterEvent *event)
{
    QCheckBox::enterEvent(event);
    update();
}

void ToggleSwitch::leaveEvent(QEvent *event)
{
    QCheckBox::leaveEvent(event);
    update();
}

} // namespace lockbox::ui
