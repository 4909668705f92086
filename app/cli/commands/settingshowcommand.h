#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox setting show`: what the tenant has set about access to its content.
class SettingShowCommand final : public Command
{
public:
    const char *group() const override { return "setting"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;
};

} // namespace lockbox::cli
