#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <vector>

namespace lockbox::ui {

/// What the keyboard does in the window; the overlay lists it. The window obeys the keys, what has the focus obeys the others.
struct WindowShortcut {
    enum class Act { Search, Page, Refresh, Back, CloseBlade, Help, Approve, Deny };
    Act act;
    QList<QKeySequence> keys; ///< Any of them. For Page, the n-th is for the n-th page.
    QString shown;            ///< As the overlay writes it.
    QString text;
};

const std::vector<WindowShortcut> &windowShortcuts();

} // namespace lockbox::ui
