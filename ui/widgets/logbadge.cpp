#include "ui/widgets/logbadge.h"

#include "ui/widgets/tooltiptext.h"

#include <QPainter>

namespace lockbox::ui {

namespace {

constexpr int iconSide = 18;
constexpr int padding = 8;
constexpr int gap = 6;

/// How a state looks.
struct Face {
    QString icon;
    Token iconToken;
    Token text;
};

Face faceOf(LogBadge::State state)
{
    switch (state) {
    case LogBadge::State::Good: return {QStringLiteral("shield"), Token::Good, Token::Text};
    case LogBadge::State::Busy: return {QStringLiteral("refresh"), Token::Accent, Token::Text};
    case LogBadge::State::Bad: return {QStringLiteral("shield-alert"), Token::Bad, Token::Bad};
    case LogBadge::State::Open: break;
    }
    return {QStringLiteral("shield-plain"), Token::SecondText, Token::SecondText};
}

} // namespace

LogBadge::LogBadge(QWidget *parent) : PushButton({}, parent)
{
    setObjectName(QStringLiteral("logBadge"));
    setFlat(true);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
    hide();
}

QIcon LogBadge::iconOf(State state)
{
    const Face face = faceOf(state);
    return Theme::instance().icon(face.icon, face.iconToken);
}

void LogBadge::tell(State state, const QString &text, const QString &shortText,
                    const QString &toolTip)
{
    m_state = state;
    m_text = text;
    m_shortText = shortText;
    setAccessibleName(tr("%1, open the Audit log").arg(text));
    setAccessibleDescription(toolTip);
    setToolTip(plainToolTip(toolTip));
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

void LogBadge::setShort(bool isShort)
{
    if (isShort == m_isShort)
        return;
    m_isShort = isShort;
    updateGeometry();
    update();
}

QSize LogBadge::sizeHint() const
{
    const QFontMetrics metrics(Theme::instance().font(TextStyle::Caption));
    return {2 * padding + iconSide + gap + metrics.horizontalAdvance(shownText()), 32};
}

void LogBadge::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    const Face face = faceOf(m_state);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(theme.color(Token::Accent), 2) : QPen(Qt::NoPen));
    QBrush back(Qt::NoBrush);
    if (underMouse() || isDown())
        back = theme.color(Token::Line);
    else if (m_state == State::Bad)
        back = theme.color(Token::BadBack);
    painter.setBrush(back);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    iconOf(m_state).paint(&painter, QRect(padding, (height() - iconSide) / 2, iconSide, iconSide));
    painter.setFont(theme.font(TextStyle::Caption));
    painter.setPen(theme.color(face.text));
    painter.drawText(rect().adjusted(padding + iconSide + gap, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shownText());
}

} // namespace lockbox::ui
