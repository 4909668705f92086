#include "app/console/recentdelegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace lockbox::ui {

namespace {

constexpr int margin = 16;
constexpr int iconSide = 24;
constexpr int crossSide = 16;

void paintLine(QPainter &painter, const QRect &rect, const QString &text, TextStyle style,
               Token token, Qt::TextElideMode elide = Qt::ElideRight)
{
    const Theme &theme = Theme::instance();
    painter.setFont(theme.font(style));
    painter.setPen(theme.color(token));
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, elide, rect.width()));
}

void paintGround(QPainter &painter, const QStyleOptionViewItem &option)
{
    const Theme &theme = Theme::instance();
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    painter.fillRect(option.rect, theme.color(isChosen    ? Token::SelectedRow
                                              : isHovered ? Token::HoveredRow
                                                          : Token::Surface));
    painter.setPen(theme.color(Token::Line));
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (!option.state.testFlag(QStyle::State_HasFocus))
        return;
    painter.setPen(QPen(theme.color(Token::Accent), 2));
    painter.drawRect(option.rect.adjusted(1, 1, -1, -1));
}

} // namespace

QRect RecentDelegate::crossIn(const QRect &row)
{
    return {row.right() - margin - 28 + 1, row.top() + (row.height() - 28) / 2, 28, 28};
}

QSize RecentDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {240, rowHeight};
}

void RecentDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    painter->save();
    paintGround(*painter, option);
    const Theme &theme = Theme::instance();
    const QString state = index.data(StateRole).toString();
    const bool isMissing = !state.isEmpty();
    const QRect row = option.rect;
    theme.icon(index.data(IconRole).toString(), isMissing ? Token::Wait : Token::AccentText)
        .paint(painter, QRect(row.left() + margin, row.top() + (row.height() - iconSide) / 2,
                              iconSide, iconSide));
    QRect text = row.adjusted(2 * margin + iconSide, 9, -2 * margin - 28, -9);
    const int third = text.height() / 3;
    const auto line = [&](int i) {
        return QRect(text.left(), text.top() + i * third, text.width(), third);
    };
    paintLine(*painter, line(0), index.data().toString(), TextStyle::BodyStrong, Token::Text);
    paintLine(*painter, line(1), index.data(PlaceRole).toString(), TextStyle::Caption,
              Token::SecondText, Qt::ElideMiddle);
    const QString about = QStringLiteral("%1 · %2").arg(
        index.data(KindRole).toString(), isMissing ? state : index.data(OpenedRole).toString());
    paintLine(*painter, line(2), about, TextStyle::Caption,
              isMissing ? Token::Wait : Token::SecondText);
    if (option.state.testFlag(QStyle::State_MouseOver)
        || option.state.testFlag(QStyle::State_Selected)) {
        const QRect cross = crossIn(row);
        theme.icon(QStringLiteral("close"), Token::SecondText)
            .paint(painter, QRect(cross.center() - QPoint(crossSide / 2 - 1, crossSide / 2 - 1),
                                  QSize(crossSide, crossSide)));
    }
    painter->restore();
}

} // namespace lockbox::ui
