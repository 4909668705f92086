#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox notify once`: works the outbox off, and ends.
class NotifyOnceCommand final : public Command
{
public:
    const char *group() const override { return "notify"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;
};

} // namespace lockbox::cli
