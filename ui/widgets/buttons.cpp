#include "ui/widgets/buttons.h"

#include <QKeyEvent>

namespace lockbox::ui {

void setThemeIcon(QAbstractButton *button, const QString &icon, Token token)
{
    const auto dress = [button, icon, token] {
        button->setIcon(Theme::instance().icon(icon, token));
    };
    dress();
    QObject::connect(&Theme::instance(), &Theme::changed, button, dress);
}

QString plainText(const QString &name)
{
    return QString(name).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

bool pressByEnter(QAbstractButton &button, const QKeyEvent &event)
{
    if (event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter)
        return false;
    if (!event.isAutoRepeat())
        button.click();
    return true;
}

PushButton::PushButton(const QString &text, QWidget *parent) : QPushButton(text, parent)
{
    setAutoDefault(false);
}

void PushButton::keyPressEvent(QKeyEvent *event)
{
    if (!pressByEnter(*this, *event))
        QPushButton::keyPressEvent(event);
}

PrimaryButton::PrimaryButton(const QString &text, QWidget *parent) : PushButton(text, parent)
{
    setProperty("primary", true);
}

LinkButton::LinkButton(const QString &text, QWidget *parent) : PushButton(text, parent)
{
    setProperty("link", true);
    setCursor(Qt::PointingHandCursor);
}

IconButton::IconButton(const QString &icon, const QString &name, QWidget *parent)
    : QToolButton(parent), m_icon(icon)
{
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setIconSize({20, 20});
    setFixedSize(32, 32);
    setName(name);
    dress();
    connect(&Theme::instance(), &Theme::changed, this, &IconButton::dress);
}

void IconButton::setIconName(const QString &icon)
{
    m_icon = icon;
    dress();
}

void IconButton::setName(const QString &name)
{
    setToolTip(name);
    setAccessibleName(name);
}

void IconButton::keyPressEvent(QKeyEvent *event)
{
    if (!pressByEnter(*this, *event))
        QToolButton::keyPressEvent(event);
}

void IconButton::dress()
{
    setIcon(Theme::instance().icon(m_icon, Token::Text));
}

} // namespace lockbox::ui
