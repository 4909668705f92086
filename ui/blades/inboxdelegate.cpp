#include "ui/blades/inboxdelegate.h"

#include "ui/blades/inboxmodel.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace lockbox::ui {

namespace {

constexpr int margin = 12;
constexpr int lineHeight = 20;
constexpr int topMargin = 8;
constexpr int lines = 3;
constexpr int markWidth = 3;

} // namespace

QSize InboxDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {240, lines * lineHeight + 2 * topMargin};
}

void InboxDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Theme &theme = Theme::instance();
    painter->save();
    paintBackground(*painter, option, index);
    QRect line = option.rect.adjusted(margin, topMargin, -margin, 0);
    line.setHeight(lineHeight);
    const QString time = index.data(InboxTimeRole).toString();
    painter->setFont(theme.font(TextStyle::Caption));
    const int timeWidth = painter->fontMetrics().horizontalAdvance(time);
    const QRect right(line.right() - timeWidth, line.top(), timeWidth + 1, lineHeight);
    paintText(*painter, right, time, theme.color(Token::SecondText));
    painter->setFont(theme.font(TextStyle::BodyStrong));
    paintText(*painter, line.adjusted(0, 0, -timeWidth - margin, 0),
              index.data(InboxSenderRole).toString(), theme.color(Token::Text));
    line.translate(0, lineHeight);
    painter->setFont(theme.font(TextStyle::Body));
    paintText(*painter, line, index.data(InboxSubjectRole).toString(), theme.color(Token::Text));
    line.translate(0, lineHeight);
    painter->setFont(theme.font(TextStyle::Caption));
    paintText(*painter, line, index.data(InboxKindRole).toString(), theme.color(Token::SecondText));
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(QRect(option.rect.topLeft(), QSize(markWidth, option.rect.height())),
                          theme.color(Token::Accent));
    painter->restore();
}

} // namespace lockbox::ui
