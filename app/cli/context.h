#pragma once

#include "app/cli/globaloptions.h"
#include "app/cli/output.h"
#include "core/service/lockboxservice.h"

namespace lockbox::cli {

/// An open store, and who acts in it.
struct Door {
    std::unique_ptr<LockboxService> service;
    Session session;
    Tenant tenant;
    bool demo = false;
};

/// What a command stands on: where the store is, who acts, and where to speak.
class Context
{
public:
    Context(const GlobalOptions &globals, Output &output) : m_globals(globals), m_output(output) {}

    Output &output() const { return m_output; }
    /// True where a store was named by option; one of the environment does not count.
    bool isStoreGiven() const { return m_globals.store.has_value(); }
    /// The store's path, made absolute; else which option is missing.
    Result<QString> store() const;
    Result<Session> session() const;
    Result<Door> open() const;

private:
    QString storeText() const;

    GlobalOptions m_globals;
    Output &m_output;
};

} // namespace lockbox::cli
