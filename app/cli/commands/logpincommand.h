#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox log pin`: what the log was when it was last seen here, and after an alarm, what it
/// shall be taken for.
class LogPinCommand final : public Command
{
public:
    const char *group() const override { return "log"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    bool m_replace = false;
};

} // namespace lockbox::cli
