#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox outbox list`: the notices, and what became of each.
class OutboxListCommand final : public Command
{
public:
    const char *group() const override { return "outbox"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::vector<std::string> m_states;
    std::string m_request;
    std::string m_recipient;
    std::string m_limit = "50";
    std::string m_before;
};

} // namespace lockbox::cli
