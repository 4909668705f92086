#pragma once

#include "ui/theme/theme.h"

#include <QPushButton>
#include <QToolButton>

namespace lockbox::ui {

/// Gives a button an icon of the theme, which follows the theme.
void setThemeIcon(QAbstractButton *button, const QString &icon, Token token = Token::Text);

/// Draws the button filled with the accent. It does not become a default button: Enter presses it only when it has the focus.
void makePrimary(QPushButton *button);

/// The one act that a place is for.
class PrimaryButton : public QPushButton
{
    Q_OBJECT

public:
    explicit PrimaryButton(const QString &text, QWidget *parent = nullptr);
};

/// Any other act.
class SecondaryButton : public QPushButton
{
    Q_OBJECT

public:
    explicit SecondaryButton(const QString &text, QWidget *parent = nullptr);
};

/// A flat button that shows an icon only; `name` says what it does, to the eye as a tool tip, to screen readers as its name.
class IconButton : public QToolButton
{
    Q_OBJECT

public:
    IconButton(const QString &icon, const QString &name, QWidget *parent = nullptr);

    void setIconName(const QString &icon);
    void setName(const QString &name);

private:
    void dress();

    QString m_icon;
};

} // namespace lockbox::ui
