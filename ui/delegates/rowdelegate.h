#pragma once

#include <QStyledItemDelegate>

namespace lockbox::ui {

/// Paints the ground of a list's rows, whole rows when hovered or chosen, and texts on it.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int rowHeight = 40;
    static constexpr int sideMargin = 8;

    using QStyledItemDelegate::QStyledItemDelegate;

    /// The row under the pointer, or -1. The view repaints.
    void setHoveredRow(int row) { m_hoveredRow = row; }

protected:
    void paintBackground(QPainter &painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const;
    /// The text at the rectangle's left, as much as there is room for; what was painted of it.
    static QString paintText(QPainter &painter, const QRect &rect, const QString &text,
                             const QColor &color);

private:
    int m_hoveredRow = -1;
};

} // namespace lockbox::ui
