#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox store check`: checks the whole file.
class StoreCheckCommand final : public Command
{
public:
    const char *group() const override { return "store"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;
};

} // namespace lockbox::cli
