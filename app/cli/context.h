#pragma once

#include "app/cli/globaloptions.h"
#include "app/cli/output.h"
#include "core/remote/httpclient.h"
#include "core/service/locallockbox.h"

namespace lockbox::cli {

/// An open store, and who acts in it.
struct Door {
    std::unique_ptr<LockboxService> service;
    Session session;
    Tenant tenant;
    bool demo = false;
};

/// A store's file, and how this user opens it.
struct LocalStore {
    QString path;
    LocalOptions options;
};

/// What a command stands on: where the store is, who acts, and where to speak.
class Context
{
public:
    Context(const GlobalOptions &globals, Output &output) : m_globals(globals), m_output(output) {}

    Output &output() const { return m_output; }
    /// True where a store was named by option; one of the environment does not count.
    bool isStoreGiven() const { return m_globals.store.has_value(); }
    /// Whether the store is named by the address of a service.
    bool isRemote() const;
    /// Where the service is, with this user's sign-in there, if there is one.
    Result<RemoteOptions> remoteOptions() const;
    /// The store's path, made absolute; else which option is missing, or that it is a service.
    Result<QString> store() const;
    /// With this user's folder of log keys and pins, and the key that was named.
    Result<LocalOptions> localOptions() const;
    /// For what is done to a file by whoever has it.
    Result<LocalStore> localStore() const;
    /// Who acts: as named, or whoever is signed in to the service.
    Result<Session> session() const;
    /// The store and who acts. Refused where its history is not the one that was last seen here.
    Result<Door> open() const;
    /// The same without anybody who acts.
    Result<std::unique_ptr<LockboxService>> openStore() const;
    /// Has the complaint to come say what can be done about an alarm.
    void explainAlarm(const std::optional<LogAlarm> &alarm = {}) const;

private:
    QString storeText() const;
    Result<std::unique_ptr<LockboxService>> openService() const;

    GlobalOptions m_globals;
    Output &m_output;
};

} // namespace lockbox::cli
