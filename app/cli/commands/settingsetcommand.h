#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox setting set`: changes one of the tenant's settings.
class SettingSetCommand final : public Command
{
public:
    const char *group() const override { return "setting"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_name;
    std::string m_value;
    bool m_acceptUnreachable = false;
};

} // namespace lockbox::cli
