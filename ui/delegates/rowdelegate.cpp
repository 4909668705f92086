#include "ui/delegates/rowdelegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace lockbox::ui {

void RowDelegate::paintBackground(QPainter &painter, const QStyleOptionViewItem &option,
                                  const QModelIndex &index) const
{
    const Theme &theme = Theme::instance();
    QColor back = theme.color(Token::Surface);
    if (option.state.testFlag(QStyle::State_Selected))
        back = theme.color(Token::SelectedRow);
    else if (index.row() == m_hoveredRow)
        back = theme.color(Token::HoveredRow);
    painter.fillRect(option.rect, back);
    painter.setPen(theme.color(Token::Line));
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
}

QString RowDelegate::paintText(QPainter &painter, const QRect &rect, const QString &text,
                               const QColor &color)
{
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter.setPen(color);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    return shown;
}

} // namespace lockbox::ui
