#pragma once

#include "core/domain/permission.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace lockbox::ui {

class Blade;
class ConsoleContext;

/// One page of the console, as the program hands it to the window: the shell knows pages by this
/// list only.
struct PageFactory {
    QString id;    ///< "requests": what navigateRequested() names.
    QString title; ///< "Customer Lockbox Requests"
    QString group; ///< "Support"; empty at the top level.
    QString groupIcon;
    QString icon;
    std::optional<Side> side; ///< Offered to this side only.
    std::vector<rules::Operation>
        needsOneOf;           ///< Offered to who may do one of these; empty: to all.
    bool isForDemos = false;  ///< Offered in demo stores only.
    bool takesSearch = false; ///< What is typed into the title bar is looked for here.
    bool showsLog = false;    ///< The badge of the log leads here.
    std::function<Blade *(ConsoleContext &)> make; ///< The page, without a parent.
};

/// Whether the page is any use to the account. What the account may do with it, the core decides.
bool isOffered(const PageFactory &page, const User &account, bool isDemo);

} // namespace lockbox::ui
