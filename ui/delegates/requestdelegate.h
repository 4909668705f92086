#pragma once

#include "ui/delegates/rowdelegate.h"

namespace lockbox::ui {

/// Paints a list of requests: whole rows when hovered or chosen, the state as a badge, the time left in another colour when it is
/// short, and a second, fainter text behind the first. Knows the roles of requestroles.h and no model.
class RequestDelegate : public RowDelegate
{
    Q_OBJECT

public:
    /// Less than this is short.
    static constexpr int shortSeconds = 3600;

    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static void paintTexts(QPainter &painter, const QRect &rect, const QModelIndex &index);
    static QColor textColor(const QModelIndex &index);
};

} // namespace lockbox::ui
