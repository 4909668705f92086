#pragma once

#include <QTextEdit>

namespace lockbox::ui {

/// Text to be taken as it is: hashes, keys, JSON. Breaks wherever the line ends, can be chosen and
/// copied by mouse and keyboard, and is as high as its text.
class CodeBlock : public QTextEdit
{
    Q_OBJECT

public:
    /// `name` says what it is.
    explicit CodeBlock(const QString &name, QWidget *parent = nullptr);

    void setCode(const QString &code);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void dress();
    void fitHeight();
};

} // namespace lockbox::ui
