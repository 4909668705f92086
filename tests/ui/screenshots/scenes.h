#pragma once

#include "tests/support/consoledriver.h"

#include <vector>

namespace lockbox::test {

/// One picture of the console: who looks, how large the window is, and the way to what is shown. The way is false where it could
/// not be gone to its end.
struct Scene {
    const char *name;
    QString user;
    QSize size;
    std::function<bool(ConsoleDriver &)> way;
    bool emptyStore = false; ///< On a store without requests, instead of the demo.
    /// What happens to the store before it is opened; may be null.
    std::function<bool(const QString &path, const LocalOptions &options)> before = {};
    /// A window of its own instead of the console's; without a size it has the one that it gives itself.
    std::function<QWidget *()> window = {};
};

/// Every blade, and the states in which it looks different.
std::vector<Scene> scenes();

} // namespace lockbox::test
