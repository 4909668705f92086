#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox clock advance`: moves a demo store's clock forward.
class ClockAdvanceCommand final : public Command
{
public:
    const char *group() const override { return "clock"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_by;
};

} // namespace lockbox::cli
