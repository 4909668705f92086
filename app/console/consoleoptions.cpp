#include "app/console/consoleoptions.h"

#include <CLI/CLI.hpp>

#include <sstream>

namespace lockbox::ui {

namespace {

constexpr int usageCode = 2;

const char *description =
    "Customer Lockbox console: approve, deny and review requests for access to your content.\n"
    "Without a store it shows a screen on which one is chosen.";

/// The options as CLI11 fills them.
struct RawOptions {
    std::string store;
    std::string account;
    std::string logKey;
    std::string caFile;
    std::string theme;
    bool demo = false;
};

void declare(CLI::App &app, RawOptions &raw)
{
    app.add_option(
        "--store", raw.store,
        "The store: a path, or https://HOST[:PORT] of a service (environment: LOCKBOX_STORE)");
    app.add_option("--as", raw.account, "Sign in as this user name (environment: LOCKBOX_USER)");
    app.add_option("--log-key", raw.logKey,
                   "The private key that signs the log, in a file (environment: LOCKBOX_LOG_KEY)");
    app.add_option("--ca", raw.caFile,
                   "Certificates that a service's may hang on, instead of the system's "
                   "(environment: LOCKBOX_CA_FILE)");
    app.add_flag("--demo", raw.demo, "Open the demo store, and make it where there is none")
        ->excludes("--store");
    app.add_option("--theme", raw.theme, "Colours: system, light or dark")
        ->check(CLI::IsMember({"system", "light", "dark"}));
    app.set_version_flag("--version", std::string("lockbox-console ") + LOCKBOX_VERSION);
}

std::optional<ThemeMode> themeOf(const std::string &name)
{
    if (name.empty())
        return {};
    if (name == "light")
        return ThemeMode::Light;
    return name == "dark" ? ThemeMode::Dark : ThemeMode::System;
}

} // namespace

std::variant<ConsoleOptions, Goodbye> parseOptions(const QStringList &arguments,
                                                   const ConsoleEnvironment &environment)
{
    CLI::App app(description, "lockbox-console");
    RawOptions raw;
    declare(app, raw);
    std::vector<std::string> reversed; // as CLI11 takes them
    for (auto argument = arguments.crbegin(); argument != arguments.crend(); ++argument)
        reversed.push_back(argument->toStdString());
    try {
        app.parse(reversed);
    } catch (const CLI::ParseError &error) {
        std::ostringstream out;
        const bool isWrong = app.exit(error, out, out) != 0;
        return Goodbye{isWrong ? usageCode : 0, QString::fromStdString(out.str())};
    }
    ConsoleOptions options{.store = QString::fromStdString(raw.store),
                           .account = QString::fromStdString(raw.account),
                           .logKey = QString::fromStdString(raw.logKey),
                           .caFile = QString::fromStdString(raw.caFile),
                           .demo = raw.demo,
                           .theme = themeOf(raw.theme)};
    if (options.store.isEmpty() && !options.demo)
        options.store = environment.store;
    if (options.account.isEmpty())
        options.account = environment.user;
    if (options.logKey.isEmpty())
        options.logKey = environment.logKey;
    if (options.caFile.isEmpty())
        options.caFile = environment.caFile;
    return options;
}

} // namespace lockbox::ui
