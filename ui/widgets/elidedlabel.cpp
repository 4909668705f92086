#include "ui/widgets/elidedlabel.h"

#include <QPainter>

namespace lockbox::ui {

ElidedLabel::ElidedLabel(const QString &text, TextStyle style, Token token, QWidget *parent)
    : TextLabel(text, style, token, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(QStringLiteral("mmm…")), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(contentsRect(), static_cast<int>(alignment() | Qt::TextSingleLine),
                     fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
}

QString ElidedLabel::tip() const
{
    const bool fits = fontMetrics().horizontalAdvance(text()) <= contentsRect().width();
    return toolTip().isEmpty() && !fits ? text() : toolTip();
}

} // namespace lockbox::ui
