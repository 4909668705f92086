#include "ui/shell/shortcutoverlay.h"

#include "ui/shell/windowshortcuts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>

namespace lockbox::ui {

ShortcutOverlay::ShortcutOverlay(QWidget *window) : QFrame(window)
{
    setObjectName(QStringLiteral("shortcutOverlay"));
    setAccessibleName(tr("Keyboard shortcuts"));
    setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 24);
    layout->setSpacing(16);
    auto *head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("Keyboard shortcuts"), TextStyle::Title), 1);
    auto *close = new IconButton(QStringLiteral("close"), tr("Close the list of shortcuts"));
    close->setObjectName(QStringLiteral("shortcutOverlayClose"));
    connect(close, &QToolButton::clicked, this, &ShortcutOverlay::dismiss);
    head->addWidget(close);
    layout->addLayout(head);
    layout->addLayout(makeList());
    hide();
}

QLayout *ShortcutOverlay::makeList()
{
    auto *list = new QGridLayout;
    list->setHorizontalSpacing(32);
    list->setVerticalSpacing(10);
    for (const WindowShortcut &shortcut : windowShortcuts()) {
        const int row = list->rowCount();
        auto *text = new TextLabel(shortcut.text);
        text->setAccessibleName(tr("%1: %2").arg(shortcut.shown, shortcut.text));
        list->addWidget(new TextLabel(shortcut.shown, TextStyle::BodyStrong), row, 0);
        list->addWidget(text, row, 1);
    }
    return list;
}

void ShortcutOverlay::toggle()
{
    if (isVisible()) {
        dismiss();
        return;
    }
    m_origin = QApplication::focusWidget();
    adjustSize();
    move(parentWidget()->rect().center() - rect().center());
    show();
    raise();
    setFocus(Qt::ShortcutFocusReason);
}

void ShortcutOverlay::dismiss()
{
    hide();
    if (m_origin)
        m_origin->setFocus(Qt::OtherFocusReason);
}

void ShortcutOverlay::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace lockbox::ui
