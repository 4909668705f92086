#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox notify run`: sends notices until it is stopped.
class NotifyRunCommand final : public Command
{
public:
    const char *group() const override { return "notify"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;
};

} // namespace lockbox::cli
