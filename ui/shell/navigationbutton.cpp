#include "ui/shell/navigationbutton.h"

#include <QPainter>

namespace lockbox::ui {

NavigationButton::NavigationButton(Kind kind, const QString &icon, const QString &title,
                                   QWidget *parent)
    : PushButton({}, parent), m_kind(kind), m_icon(icon), m_title(title)
{
    setFlat(true);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(title);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

void NavigationButton::setCurrent(bool current)
{
    m_isCurrent = current;
    setAccessibleDescription(current ? tr("Current page") : QString());
    update();
}

void NavigationButton::setUnfolded(bool unfolded)
{
    m_isUnfolded = unfolded;
    setAccessibleDescription(unfolded ? tr("Unfolded") : tr("Folded"));
    update();
}

void NavigationButton::setCompact(bool compact)
{
    m_isCompact = compact;
    setToolTip(compact ? m_title : QString());
    update();
}

void NavigationButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGround(painter);
    paintContent(painter);
    if (!hasFocus())
        return;
    painter.setPen(QPen(Theme::instance().color(Token::Accent), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 3, 3);
}

void NavigationButton::paintGround(QPainter &painter) const
{
    const Theme &theme = Theme::instance();
    if (m_isCurrent)
        painter.fillRect(rect(), theme.color(Token::SelectedRow));
    else if (underMouse() || isDown())
        painter.fillRect(rect(), theme.color(Token::Line));
    if (!m_isCurrent)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Accent));
    painter.drawRoundedRect(QRectF(0, 8, 3, height() - 16), 1.5, 1.5);
}

void NavigationButton::paintContent(QPainter &painter) const
{
    constexpr int iconSide = 20;
    const Theme &theme = Theme::instance();
    const bool isIndented = m_kind == Kind::PageInGroup && !m_isCompact;
    const int top = (height() - iconSide) / 2;
    if (!isIndented)
        theme.icon(m_icon, m_isCurrent ? Token::AccentText : Token::Text)
            .paint(&painter, QRect(14, top, iconSide, iconSide));
    if (m_isCompact)
        return;
    painter.setFont(theme.font(TextStyle::Body));
    painter.setPen(theme.color(Token::Text));
    const QRect text = rect().adjusted(46, 0, m_kind == Kind::Group ? -36 : -6, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_title, Qt::ElideRight, text.width()));
    if (m_kind == Kind::Group)
        theme
            .icon(m_isUnfolded ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down"),
                  Token::SecondText)
            .paint(&painter, QRect(width() - 32, (height() - 16) / 2, 16, 16));
}

} // namespace lockbox::ui
