#pragma once

#include "ui/shell/pagefactory.h"

namespace lockbox::ui {

/// The console's pages, in the navigation's order.
std::vector<PageFactory> consolePages();

} // namespace lockbox::ui
