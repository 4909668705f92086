#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox demo play`: the whole workflow, step by step, in words.
class DemoPlayCommand final : public Command
{
public:
    const char *group() const override { return "demo"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;
};

} // namespace lockbox::cli
