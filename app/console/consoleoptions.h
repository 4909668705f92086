#pragma once

#include "ui/theme/theme.h"

#include <QStringList>

#include <optional>
#include <variant>

namespace lockbox::ui {

/// What the program was asked for on its command line and by its environment.
struct ConsoleOptions {
    QString store; ///< Path, sqlite:/// address, or https:// of a service; empty: it is asked for.
    QString account;
    QString logKey; ///< The log's private key; empty: the one in the user's data directory.
    QString caFile; ///< Certificates that a service's may hang on; empty: the system's.
    bool demo = false;
    std::optional<ThemeMode> theme; ///< Else the remembered one.
};

/// Nothing to run: print `text` (help, version, or what is wrong) and end with `code`.
struct Goodbye {
    int code = 0;
    QString text;
};

/// What the environment says; options win over it.
struct ConsoleEnvironment {
    QString store;  ///< LOCKBOX_STORE
    QString user;   ///< LOCKBOX_USER
    QString logKey; ///< LOCKBOX_LOG_KEY
    QString caFile; ///< LOCKBOX_CA_FILE
};

std::variant<ConsoleOptions, Goodbye> parseOptions(const QStringList &arguments,
                                                   const ConsoleEnvironment &environment = {});

} // namespace lockbox::ui
