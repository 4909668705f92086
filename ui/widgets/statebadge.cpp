#include "ui/widgets/statebadge.h"

#include "ui/widgets/statetext.h"

#include <QPainter>

namespace lockbox::ui {

namespace {

constexpr int badgeHeight = 24;
constexpr int iconSide = 16;
constexpr int sidePadding = 8;
constexpr int gap = 6;

} // namespace

StateFace stateFace(RequestState state)
{
    switch (state) {
    case RequestState::Submitted:
        return {QStringLiteral("document"), Token::Ended, Token::EndedBack};
    case RequestState::Pending: return {QStringLiteral("clock"), Token::Wait, Token::WaitBack};
    case RequestState::Approved: return {QStringLiteral("open"), Token::Good, Token::GoodBack};
    case RequestState::Rejected:
    case RequestState::Denied: return {QStringLiteral("deny"), Token::Bad, Token::BadBack};
    case RequestState::Revoked: return {QStringLiteral("revoke"), Token::Bad, Token::BadBack};
    case RequestState::Expired: return {QStringLiteral("expired"), Token::Ended, Token::EndedBack};
    case RequestState::Canceled: return {QStringLiteral("cancel"), Token::Ended, Token::EndedBack};
    case RequestState::Completed: break;
    }
    return {QStringLiteral("lock"), Token::Ended, Token::EndedBack};
}

QSize stateBadgeSize(RequestState state, const QFont &font)
{
    const int text = QFontMetrics(font).horizontalAdvance(stateText(state));
    return {sidePadding + iconSide + gap + text + sidePadding + 2, badgeHeight};
}

void paintStateBadge(QPainter &painter, const QRect &rect, RequestState state)
{
    const Theme &theme = Theme::instance();
    const StateFace face = stateFace(state);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.font(TextStyle::Caption));
    const QSize wanted = stateBadgeSize(state, painter.font());
    QRect pill(rect.left(), rect.top() + (rect.height() - badgeHeight) / 2,
               qMin(wanted.width(), rect.width()), badgeHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(face.back));
    painter.drawRoundedRect(pill, badgeHeight / 2.0, badgeHeight / 2.0);
    const QRect icon(pill.left() + sidePadding, pill.top() + (badgeHeight - iconSide) / 2, iconSide,
                     iconSide);
    theme.icon(face.icon, face.text).paint(&painter, icon);
    const QRect text = pill.adjusted(sidePadding + iconSide + gap, 0, -sidePadding, 0);
    painter.setPen(theme.color(face.text));
    painter.drawText(
        text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(stateText(state), Qt::ElideRight, text.width() + 2));
    painter.restore();
}

StateBadge::StateBadge(QWidget *parent) : StateBadge(RequestState::Submitted, parent)
{}

StateBadge::StateBadge(RequestState state, QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setState(state);
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

void StateBadge::setState(RequestState state)
{
    m_state = state;
    setAccessibleName(stateText(state));
    updateGeometry();
    update();
}

QSize StateBadge::sizeHint() const
{
    return stateBadgeSize(m_state, Theme::instance().font(TextStyle::Caption));
}

void StateBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStateBadge(painter, rect(), m_state);
}

} // namespace lockbox::ui
