#pragma once

#include "ui/delegates/rowdelegate.h"

namespace lockbox::ui {

/// Paints the list of events: an icon before what was done, the request as a link, and in red where
/// a verification found something. Knows the roles of eventroles.h and no model.
class EventDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static void paintWhat(QPainter &painter, const QRect &rect, const QModelIndex &index);
};

} // namespace lockbox::ui
