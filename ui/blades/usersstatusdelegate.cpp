#include "ui/blades/usersstatusdelegate.h"

#include "ui/models/userroles.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace lockbox::ui {

void UsersStatusDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    if (index.row() == m_hoveredRow && !option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, Theme::instance().color(Token::HoveredRow));
    QStyledItemDelegate::paint(painter, option, index);
}

void UsersStatusDelegate::initStyleOption(QStyleOptionViewItem *option,
                                          const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    // The row is what is selected, never a cell.
    option->state &= ~QStyle::State_HasFocus;
    if (!index.data(UserStatusCellRole).toBool())
        return;
    const bool problem = index.data(UserProblemRole).toBool();
    const Theme &theme = Theme::instance();
    const Token token = problem ? Token::Wait : Token::Good;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = {16, 16};
    option->icon =
        theme.icon(problem ? QStringLiteral("warning") : QStringLiteral("approve"), token);
    for (const auto role : {QPalette::Text, QPalette::HighlightedText})
        option->palette.setColor(role, theme.color(problem ? Token::Wait : Token::Text));
}

} // namespace lockbox::ui
