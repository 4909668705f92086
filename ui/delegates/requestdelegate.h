#pragma once

#include <QStyledItemDelegate>

namespace lockbox::ui {

/// Paints a list of requests: whole rows when hovered or chosen, the state as a badge, the time left in another colour when it is
/// short, and a second, fainter text behind the first. Knows the roles of requestroles.h and no model.
class RequestDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int rowHeight = 40;
    /// Less than this is short.
    static constexpr int shortSeconds = 3600;

    using QStyledItemDelegate::QStyledItemDelegate;

    /// The row under the pointer, or -1. The view repaints.
    void setHoveredRow(int row) { m_hoveredRow = row; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintBackground(QPainter &painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const;
    void paintText(QPainter &painter, const QRect &rect, const QModelIndex &index) const;
    static QColor textColor(const QModelIndex &index);

    int m_hoveredRow = -1;
};

} // namespace lockbox::ui
