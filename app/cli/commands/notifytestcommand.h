#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox notify test`: sends a test mail.
class NotifyTestCommand final : public Command
{
public:
    const char *group() const override { return "notify"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_to;
};

} // namespace lockbox::cli
