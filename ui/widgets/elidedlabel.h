#pragma once

#include "ui/widgets/textlabel.h"

namespace lockbox::ui {

/// One line of text that ends in "…" where there is no room; then the whole is told on hover. Screen readers get the whole.
class ElidedLabel : public TextLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text = {}, TextStyle style = TextStyle::Body,
                         Token token = Token::Text, QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    QString tip() const override;
};

} // namespace lockbox::ui
