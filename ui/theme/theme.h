#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

namespace lockbox::ui {

/// Every colour of the console has a name here; values are in resources/theme.json and nowhere else.
enum class Token {
    Window,
    Surface,
    Raised,
    Navigation,
    Line,
    StrongLine,
    Text,
    SecondText,
    DisabledText,
    Accent,
    AccentHover,
    AccentPressed,
    OnAccent,
    AccentText,
    SelectedRow,
    HoveredRow,
    Good,
    GoodBack,
    Wait,
    WaitBack,
    Bad,
    BadBack,
    Ended,
    EndedBack,
};

enum class ThemeMode { System, Light, Dark };

/// Text sizes of the console.
enum class TextStyle { Caption, Body, BodyStrong, Heading, Title, Number };

/// Colours, fonts and icons, from one file. There is one for the process; widgets repaint on changed().
class Theme : public QObject
{
    Q_OBJECT

public:
    static Theme &instance();

    ThemeMode mode() const { return m_mode; }
    bool isDark() const { return m_dark; }
    /// Sets palette, style sheet and fonts of the whole application.
    void apply(ThemeMode mode);

    QColor color(Token token) const;
    /// The colour of a token in the given scheme, for the contrast test and for pictures of both.
    static QColor color(Token token, bool dark);
    QFont font(TextStyle style) const;
    /// An SVG icon of resources/icons ("approve"), painted in the token's colour, sharp at any scale.
    QIcon icon(const QString &name, Token token = Token::Text) const;

signals:
    void changed();

private:
    Theme();
    ThemeMode m_mode = ThemeMode::System;
    bool m_dark = false;
    bool m_styled = false;
};

} // namespace lockbox::ui
