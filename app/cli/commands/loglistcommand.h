#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox log list`: the events that fit, with their leaf hashes.
class LogListCommand final : public Command
{
public:
    const char *group() const override { return "log"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    Result<EventQuery> query() const;

    std::string m_request;
    std::vector<std::string> m_kinds;
    std::string m_search;
    std::string m_from;
    std::string m_until;
    bool m_newest = false;
    qint64 m_after = 0;
    int m_limit = 100;
};

} // namespace lockbox::cli
