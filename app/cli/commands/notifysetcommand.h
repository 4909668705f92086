#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox notify set`: changes how notices are sent.
class NotifySetCommand final : public Command
{
public:
    const char *group() const override { return "notify"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_name;
    std::string m_value;
};

} // namespace lockbox::cli
