#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox outbox retry`: has a notice tried again at once, or all that failed.
class OutboxRetryCommand final : public Command
{
public:
    const char *group() const override { return "outbox"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    Result<void> retryAll(Context &context);

    std::string m_id;
    bool m_all = false;
};

} // namespace lockbox::cli
