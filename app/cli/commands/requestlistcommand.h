#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox request list`: a page of the requests that the caller may see.
class RequestListCommand final : public Command
{
public:
    const char *group() const override { return "request"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    Result<RequestQuery> query() const;

    std::vector<std::string> m_states;
    std::string m_search;
    std::string m_after;
    int m_limit = 100;
};

} // namespace lockbox::cli
