#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox event list`: the tenant's history, oldest first.
class EventListCommand final : public Command
{
public:
    const char *group() const override { return "event"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_request;
    qint64 m_after = 0;
    int m_limit = 100;
};

} // namespace lockbox::cli
