#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace lockbox::ui {

/// Plain text in one of the theme's styles and colours; follows the theme. Its tool tip is plain text as well.
class TextLabel : public QLabel
{
    Q_OBJECT

public:
    explicit TextLabel(const QString &text = {}, TextStyle style = TextStyle::Body,
                       Token token = Token::Text, QWidget *parent = nullptr);

    void setToken(Token token);

protected:
    bool event(QEvent *event) override;
    /// What is told on hover.
    virtual QString tip() const { return toolTip(); }

private:
    void dress();

    TextStyle m_style;
    Token m_token;
};

} // namespace lockbox::ui
