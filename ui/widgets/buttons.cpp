#include "ui/widgets/buttons.h"

#include <QStyle>

namespace lockbox::ui {

void setThemeIcon(QAbstractButton *button, const QString &icon, Token token)
{
    const auto dress = [button, icon, token] {
        button->setIcon(Theme::instance().icon(icon, token));
    };
    dress();
    QObject::connect(&Theme::instance(), &Theme::changed, button, dress);
}

void makePrimary(QPushButton *button)
{
    button->setAutoDefault(false);
    button->setDefault(false);
    button->setProperty("primary", true);
    button->style()->unpolish(button);
    button->style()->polish(button);
}

PrimaryButton::PrimaryButton(const QString &text, QWidget *parent) : QPushButton(text, parent)
{
    makePrimary(this);
}

SecondaryButton::SecondaryButton(const QString &text, QWidget *parent) : QPushButton(text, parent)
{
    setAutoDefault(false);
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

void IconButton::dress()
{
    setIcon(Theme::instance().icon(m_icon, Token::Text));
}

} // namespace lockbox::ui
