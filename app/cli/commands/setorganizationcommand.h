#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `Set-OrganizationConfig`: switches the requirement of approval, as the portal's scripts do.
class SetOrganizationCommand final : public Command
{
public:
    const char *group() const override { return ""; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_enabled;
};

} // namespace lockbox::cli
