#include "ui/shell/shortcutoverlay.h"

#include "ui/shell/windowshortcuts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"

#include <QApplication>
#include <QEvent>
#include <QGridLayout>

namespace lockbox::ui {

ShortcutOverlay::ShortcutOverlay(QWidget *window)
    : QFrame(window),
      m_close(new IconButton(QStringLiteral("close"), tr("Close the list of shortcuts")))
{
    setObjectName(QStringLiteral("shortcutOverlay"));
    setAccessibleName(tr("Keyboard shortcuts"));
    setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 24);
    layout->setSpacing(16);
    auto *head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("Keyboard shortcuts"), TextStyle::Title), 1);
    m_close->setObjectName(QStringLiteral("shortcutOverlayClose"));
    connect(m_close, &QToolButton::clicked, this, &ShortcutOverlay::dismiss);
    head->addWidget(m_close);
    layout->addLayout(head);
    layout->addLayout(makeList());
    hide();
    window->installEventFilter(this);
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
    center();
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

void ShortcutOverlay::center()
{
    move(parentWidget()->rect().center() - rect().center());
}

bool ShortcutOverlay::focusNextPrevChild(bool)
{
    QWidget *next = m_close->hasFocus() ? static_cast<QWidget *>(this) : m_close;
    next->setFocus(Qt::TabFocusReason);
    return true;
}

bool ShortcutOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        center();
    return QFrame::eventFilter(watched, event);
}

} // namespace lockbox::ui
