#pragma once

#include <QKeyEvent>
#include <QPushButton>

namespace lockbox::ui {

/// A button that Enter presses when it has the focus, and only then. QPushButton::autoDefault would do that too, but makes it the
/// default button meanwhile, and no answer to a request shall be that.
class RequestButton : public QPushButton
{
    Q_OBJECT

public:
    explicit RequestButton(const QString &text, QWidget *parent = nullptr)
        : QPushButton(text, parent)
    {
        setAutoDefault(false);
    }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
        if (isEnter && !event->isAutoRepeat())
            click();
        else if (!isEnter)
            QPushButton::keyPressEvent(event);
    }
};

} // namespace lockbox::ui
