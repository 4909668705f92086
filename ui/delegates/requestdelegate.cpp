#include "ui/delegates/requestdelegate.h"

#include "core/domain/accessrequest.h"
#include "ui/models/requestroles.h"
#include "ui/theme/theme.h"
#include "ui/widgets/statebadge.h"

#include <QPainter>

namespace lockbox::ui {

namespace {

RequestColumn columnOf(const QModelIndex &index)
{
    return static_cast<RequestColumn>(index.data(RequestColumnRole).toInt());
}

} // namespace

QSize RequestDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    int width = option.fontMetrics.horizontalAdvance(index.data().toString()) + 2 * sideMargin;
    if (columnOf(index) == RequestColumn::ActionStatus)
        width += rowHeight;
    const QString second = index.data(SecondTextRole).toString();
    if (!second.isEmpty())
        width += sideMargin + option.fontMetrics.horizontalAdvance(second);
    return {width, rowHeight};
}

void RequestDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    painter->save();
    paintBackground(*painter, option, index);
    const QRect content = option.rect.adjusted(sideMargin, 0, -sideMargin, 0);
    if (columnOf(index) == RequestColumn::ActionStatus) {
        const auto state = static_cast<RequestState>(index.data(RequestStateRole).toInt());
        paintStateBadge(*painter, content, state);
    } else {
        painter->setFont(option.font);
        paintTexts(*painter, content, index);
    }
    painter->restore();
}

QColor RequestDelegate::textColor(const QModelIndex &index)
{
    const Theme &theme = Theme::instance();
    switch (columnOf(index)) {
    case RequestColumn::TimeLeft: {
        const QVariant left = index.data(SecondsLeftRole);
        return left.isValid() && left.toLongLong() <= shortSeconds ? theme.color(Token::Bad)
                                                                   : theme.color(Token::Text);
    }
    case RequestColumn::Reference:
    case RequestColumn::Requestor: return theme.color(Token::Text);
    default: return theme.color(Token::SecondText);
    }
}

void RequestDelegate::paintTexts(QPainter &painter, const QRect &rect, const QModelIndex &index)
{
    const QString text = paintText(painter, rect, index.data().toString(), textColor(index));
    const QString second = index.data(SecondTextRole).toString();
    const int used = painter.fontMetrics().horizontalAdvance(text) + sideMargin;
    const QRect rest = rect.adjusted(used, 0, 0, 0);
    if (!second.isEmpty() && rest.width() >= 2 * rowHeight / 3)
        paintText(painter, rest, second, Theme::instance().color(Token::SecondText));
}

} // namespace lockbox::ui
