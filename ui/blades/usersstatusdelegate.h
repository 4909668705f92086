#pragma once

#include <QStyledItemDelegate>

namespace lockbox::ui {

/// Paints the cells of the list of users: the status with an icon beside its word, in the status's colour.
class UsersStatusDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace lockbox::ui
