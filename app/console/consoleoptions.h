#pragma once

#include "ui/theme/theme.h"

#include <QStringList>

#include <optional>
#include <variant>

namespace lockbox::ui {

/// What the program was asked for on its command line and by its environment.
struct ConsoleOptions {
    QString store; ///< Path or sqlite:/// address; empty: the demo store.
    QString account;
    bool demo = false;
    std::optional<ThemeMode> theme; ///< Else the remembered one.
};

/// Nothing to run: print `text` (help, version, or what is wrong) and end with `code`.
struct Goodbye {
    int code = 0;
    QString text;
};

/// The last two are what LOCKBOX_STORE and LOCKBOX_USER say; options win over them.
std::variant<ConsoleOptions, Goodbye> parseOptions(const QStringList &arguments,
                                                   const QString &environmentStore = {},
                                                   const QString &environmentUser = {});

} // namespace lockbox::ui
