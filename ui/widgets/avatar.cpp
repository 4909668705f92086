#include "ui/widgets/avatar.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace lockbox::ui {

QString initialsOf(const QString &name)
{
    const QStringList words = name.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    QString initials = words.first().left(1);
    if (words.size() > 1)
        initials += words.last().left(1);
    return initials.toUpper();
}

Avatar::Avatar(const QString &name, int side, QWidget *parent)
    : QWidget(parent), m_name(name), m_side(side)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

void Avatar::setName(const QString &name)
{
    m_name = name;
    update();
}

void Avatar::paint(QPainter &painter, const QRect &rect, const QString &name)
{
    const Theme &theme = Theme::instance();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::SelectedRow));
    painter.drawEllipse(rect);
    painter.setPen(theme.color(Token::Text));
    painter.setFont(theme.font(TextStyle::Caption));
    painter.drawText(rect, Qt::AlignCenter, initialsOf(name));
    painter.restore();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), m_name);
}

} // namespace lockbox::ui
