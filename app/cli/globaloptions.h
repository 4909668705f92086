#pragma once

#include <QString>

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace lockbox::cli {

/// The options that every command takes, as given at one level of the command line.
struct GlobalOptions {
    std::optional<std::string> store;
    std::optional<std::string> as;
    std::optional<std::string> logKey;
    std::optional<std::string> caFile;
    bool json = false;

    /// Takes over what `later`, which stands further right, says.
    void overlay(const GlobalOptions &later);
};

/// Declares them on `app`. `options` must live as long as `app`.
void declareGlobals(CLI::App &app, GlobalOptions &options);

} // namespace lockbox::cli
