#include "ui/shell/windowshortcuts.h"

#include <QCoreApplication>

namespace lockbox::ui {

namespace {

/// Translations of what the keyboard does.
struct Shortcuts {
    Q_DECLARE_TR_FUNCTIONS(Shortcuts)
};

std::vector<WindowShortcut> makeShortcuts()
{
    using Act = WindowShortcut::Act;
    const auto key = [](QKeyCombination combination) {
        return QList<QKeySequence>{QKeySequence(combination)};
    };
    QList<QKeySequence> pages;
    for (int digit = Qt::Key_1; digit <= Qt::Key_6; ++digit)
        pages.append(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(digit)));
    return {
        {Act::Search, key(Qt::CTRL | Qt::Key_K), Shortcuts::tr("Ctrl+K"),
         Shortcuts::tr("Search all requests")},
        {Act::Page, pages, Shortcuts::tr("Ctrl+1 … Ctrl+6"),
         Shortcuts::tr("Go to a page of the navigation")},
        {Act::Refresh, key(Qt::Key_F5), Shortcuts::tr("F5"), Shortcuts::tr("Refresh")},
        {Act::Back, key(Qt::ALT | Qt::Key_Left), Shortcuts::tr("Alt+Left"),
         Shortcuts::tr("Back to the page before")},
        {Act::CloseBlade, {}, Shortcuts::tr("Esc"), Shortcuts::tr("Close the topmost blade")},
        {Act::Approve,
         {},
         Shortcuts::tr("A"),
         Shortcuts::tr("Approve the selected waiting request")},
        {Act::Deny, {}, Shortcuts::tr("D"), Shortcuts::tr("Deny the selected waiting request")},
        {Act::Help, key(Qt::CTRL | Qt::Key_Slash), Shortcuts::tr("Ctrl+/"),
         Shortcuts::tr("Show or hide this list")},
    };
}

} // namespace

const std::vector<WindowShortcut> &windowShortcuts()
{
    static const std::vector<WindowShortcut> shortcuts = makeShortcuts();
    return shortcuts;
}

} // namespace lockbox::ui
