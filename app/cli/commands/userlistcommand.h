#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox user list`: who is known to the tenant, with roles.
class UserListCommand final : public Command
{
public:
    const char *group() const override { return "user"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_search;
    std::string m_side;
};

} // namespace lockbox::cli
