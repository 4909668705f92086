#pragma once

#include <QStyledItemDelegate>

namespace lockbox::ui {

/// Paints the cells of the list of users: whole rows when hovered, the status with an icon beside its word, in the status's colour.
class UsersStatusDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// The row under the pointer, or -1. The view repaints.
    void setHoveredRow(int row) { m_hoveredRow = row; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    int m_hoveredRow = -1;
};

} // namespace lockbox::ui
