#pragma once

#include "ui/theme/theme.h"

#include <QPushButton>
#include <QToolButton>

namespace lockbox::ui {

/// Gives a button an icon of the theme, which follows the theme.
void setThemeIcon(QAbstractButton *button, const QString &icon, Token token = Token::Text);

/// A name as the text of a button or an action, which takes a single & for the mark of a key.
QString plainText(const QString &name);

/// Presses the button if the event is Enter; for a button's keyPressEvent(). Every button of the console obeys Enter when it has the
/// focus, and only then. QPushButton::autoDefault would do that too, but makes it the default button meanwhile, and no answer to a
/// request shall be that.
bool pressByEnter(QAbstractButton &button, const QKeyEvent &event);

/// A button with a text.
class PushButton : public QPushButton
{
    Q_OBJECT

public:
    explicit PushButton(const QString &text = {}, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

/// The one act that a place is for: filled with the accent.
class PrimaryButton : public PushButton
{
    Q_OBJECT

public:
    explicit PrimaryButton(const QString &text, QWidget *parent = nullptr);
};

/// Any other act.
class SecondaryButton : public PushButton
{
    Q_OBJECT

public:
    explicit SecondaryButton(const QString &text, QWidget *parent = nullptr)
        : PushButton(text, parent)
    {}
};

/// Looks like a link: leads to somewhere else in the console.
class LinkButton : public PushButton
{
    Q_OBJECT

public:
    explicit LinkButton(const QString &text, QWidget *parent = nullptr);
};

/// A flat button that shows an icon only; `name` says what it does, to the eye as a tool tip, to screen readers as its name.
class IconButton : public QToolButton
{
    Q_OBJECT

public:
    IconButton(const QString &icon, const QString &name, QWidget *parent = nullptr);

    void setIconName(const QString &icon);
    void setName(const QString &name);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void dress();

    QString m_icon;
};

} // namespace lockbox::ui
