#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox outbox suppress`: keeps a notice that waits from being sent; that stays on record.
class OutboxSuppressCommand final : public Command
{
public:
    const char *group() const override { return "outbox"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_id;
};

} // namespace lockbox::cli
