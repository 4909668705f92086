#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox log key`: the log's public key, and where the private one is.
class LogKeyCommand final : public Command
{
public:
    const char *group() const override { return "log"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;
};

} // namespace lockbox::cli
