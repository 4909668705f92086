#pragma once

#include "app/daemon/storage.h"

#include <functional>

namespace CLI {
class App;
}

namespace lockbox::daemon {

/// `lockboxd init|invite|migrate|repin` and `tenant add|list`: what is done to the store, in a file or on a server.
class StoreCommands
{
public:
    using Command = std::function<Result<void>(const Configuration &)>;

    /// Declares them; `chosen` gets the one that is given. This object outlives the parsing, and what is chosen.
    void declare(CLI::App &app, std::function<void(Command)> chosen);

private:
    void addSeedOptions(CLI::App &sub);
    void addOwnerOption(CLI::App &sub);
    void declareTenants(CLI::App &app, const std::function<void(Command)> &chosen);

    Result<StoreSeed> seed() const;
    using Make = Result<void> (*)(const Configuration &, const QString &owner, const StoreSeed &);
    /// Makes a tenant, and lets its first administrator in.
    Result<void> plant(const Configuration &configuration, Make make) const;
    Result<void> invite(const Configuration &configuration) const;
    Result<void> migrate(const Configuration &configuration) const;
    Result<void> repin(const Configuration &configuration) const;
    static Result<void> listTenants(const Configuration &configuration);

    std::string m_tenant;
    std::string m_domain;
    std::string m_provider = "Microsoft";
    std::string m_admin;
    std::string m_adminName;
    std::string m_user;
    std::string m_owner; ///< A connection string.
};

} // namespace lockbox::daemon
