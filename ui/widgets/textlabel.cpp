#include "ui/widgets/textlabel.h"

#include "ui/widgets/tooltiptext.h"

#include <QHelpEvent>
#include <QToolTip>

namespace lockbox::ui {

TextLabel::TextLabel(const QString &text, TextStyle style, Token token, QWidget *parent)
    : QLabel(text, parent), m_style(style), m_token(token)
{
    setTextFormat(Qt::PlainText);
    dress();
    connect(&Theme::instance(), &Theme::changed, this, &TextLabel::dress);
}

void TextLabel::setToken(Token token)
{
    m_token = token;
    dress();
}

bool TextLabel::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || tip().isEmpty())
        return QLabel::event(event);
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainToolTip(tip()), this);
    return true;
}

void TextLabel::dress()
{
    const Theme &theme = Theme::instance();
    setFont(theme.font(m_style));
    QPalette own = palette();
    own.setColor(QPalette::WindowText, theme.color(m_token));
    setPalette(own);
}

} // namespace lockbox::ui
