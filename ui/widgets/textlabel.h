#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace lockbox::ui {

/// Plain text in one of the theme's styles and colours; follows the theme.
class TextLabel : public QLabel
{
    Q_OBJECT

public:
    explicit TextLabel(const QString &text = {}, TextStyle style = TextStyle::Body,
                       Token token = Token::Text, QWidget *parent = nullptr);

    void setToken(Token token);
    void setTextStyle(TextStyle style);

private:
    void dress();

    TextStyle m_style;
    Token m_token;
};

} // namespace lockbox::ui
