#pragma once

#include <QFrame>
#include <QPointer>

namespace lockbox::ui {

/// The list of what the keyboard does, over the window's middle. Escape, a click on Close or the same keys again hide it.
class ShortcutOverlay : public QFrame
{
    Q_OBJECT

public:
    explicit ShortcutOverlay(QWidget *window);

    void toggle();
    void dismiss();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLayout *makeList();

    QPointer<QWidget> m_origin;
};

} // namespace lockbox::ui
