#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox log state`: how long the log is, and how far it is signed.
class LogStateCommand final : public Command
{
public:
    const char *group() const override { return "log"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;
};

} // namespace lockbox::cli
