#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox notify show`: how notices are sent.
class NotifyShowCommand final : public Command
{
public:
    const char *group() const override { return "notify"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;
};

} // namespace lockbox::cli
