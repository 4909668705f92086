#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <vector>

namespace lockbox::ui {

/// What the keyboard does in the window; the overlay lists it, and the window obeys it.
struct WindowShortcut {
    enum class Act { Search, Page, Refresh, Back, CloseBlade, Help, Approve, Deny };
    Act act;
    QList<QKeySequence> keys; ///< Any of them. For Page, the n-th is for the n-th page.
    QString shown;            ///< As the overlay writes it.
    QString text;
    bool isOwn = true; ///< False where a page or blade obeys it, not the window.
};

const std::vector<WindowShortcut> &windowShortcuts();

} // namespace lockbox::ui
