#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox user set-roles`: gives a user exactly the named roles.
class UserSetRolesCommand final : public Command
{
public:
    const char *group() const override { return "user"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_user;
    std::vector<std::string> m_roles;
};

} // namespace lockbox::cli
