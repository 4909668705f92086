#pragma once

#include "ui/delegates/rowdelegate.h"

namespace lockbox::ui {

/// Paints a mail of the inbox in three lines, as a mail program does: sender and time, subject, kind.
class InboxDelegate final : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace lockbox::ui
