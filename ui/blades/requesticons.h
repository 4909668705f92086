#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace lockbox::ui {

/// Gives a button an icon that follows the theme.
inline void setThemeIcon(QAbstractButton &button, const QString &name, Token token = Token::Text)
{
    const auto update = [&button, name, token] {
        button.setIcon(Theme::instance().icon(name, token));
    };
    update();
    QObject::connect(&Theme::instance(), &Theme::changed, &button, update);
}

} // namespace lockbox::ui
