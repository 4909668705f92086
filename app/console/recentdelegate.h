#pragma once

#include <QStyledItemDelegate>

namespace lockbox::ui {

/// Paints a store that was opened before: what it is called, which kind it is and when it was opened, and where it is; a cross where the pointer
/// is.
class RecentDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role { PlaceRole = Qt::UserRole, KindRole, OpenedRole, StateRole, IconRole };

    static constexpr int rowHeight = 76;

    using QStyledItemDelegate::QStyledItemDelegate;

    /// Where the cross of a row is.
    static QRect crossIn(const QRect &row);

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace lockbox::ui
