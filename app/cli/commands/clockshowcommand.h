#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox clock show`: the store's present, and when the clock next decides something.
class ClockShowCommand final : public Command
{
public:
    const char *group() const override { return "clock"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;
};

} // namespace lockbox::cli
