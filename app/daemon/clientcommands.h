#pragma once

#include "app/daemon/configuration.h"

#include <functional>

namespace CLI {
class App;
}

namespace lockbox::daemon {

/// `lockboxd client add|list|remove`: the systems of the provider that may ask for tokens.
class ClientCommands
{
public:
    using Command = std::function<Result<void>(const Configuration &)>;

    /// Declares them; `chosen` gets the one that is given. This object outlives the parsing, and what is chosen.
    void declare(CLI::App &app, std::function<void(Command)> chosen);

private:
    Result<void> add(const Configuration &configuration) const;
    Result<void> remove(const Configuration &configuration) const;
    Result<void> list(const Configuration &configuration) const;

    std::string m_name;
    std::string m_tenant;
    std::string m_account;
    std::string m_certificate;
    std::string m_subjectOf;
};

} // namespace lockbox::daemon
