#pragma once

#include <QFrame>
#include <QPointer>

namespace lockbox::ui {

class IconButton;

/// The list of what the keyboard does, over the window's middle; Tab stays in it. A click on Close, the same keys again, or the
/// window at Escape hide it.
class ShortcutOverlay : public QFrame
{
    Q_OBJECT

public:
    explicit ShortcutOverlay(QWidget *window);

    void toggle();
    void dismiss();

protected:
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLayout *makeList();
    void center();

    IconButton *m_close;
    QPointer<QWidget> m_origin;
};

} // namespace lockbox::ui
