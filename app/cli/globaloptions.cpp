#include "app/cli/globaloptions.h"

#include <CLI/CLI.hpp>

namespace lockbox::cli {

void GlobalOptions::overlay(const GlobalOptions &later)
{
    if (later.store)
        store = later.store;
    if (later.as)
        as = later.as;
    if (later.logKey)
        logKey = later.logKey;
    if (later.caFile)
        caFile = later.caFile;
    json = json || later.json;
}

void declareGlobals(CLI::App &app, GlobalOptions &options)
{
    const std::string group = "Global options";
    app.add_option("--store", options.store,
                   "The store: a path, or https://HOST[:PORT] of a service (else LOCKBOX_STORE)")
        ->type_name("PATH")
        ->take_last()
        ->group(group);
    app.add_option("--as", options.as, "Who acts: a user principal name (else LOCKBOX_USER)")
        ->type_name("UPN")
        ->take_last()
        ->group(group);
    app.add_option("--log-key", options.logKey,
                   "The log's private key, where it is not in your data folder (else "
                   "LOCKBOX_LOG_KEY)")
        ->type_name("FILE")
        ->take_last()
        ->group(group);
    app.add_option("--ca", options.caFile,
                   "Certificates that a service's may hang on, instead of the system's (else "
                   "LOCKBOX_CA_FILE)")
        ->type_name("FILE")
        ->take_last()
        ->group(group);
    app.add_flag("--json", options.json, "Print one JSON document, for scripts")->group(group);
}

} // namespace lockbox::cli
