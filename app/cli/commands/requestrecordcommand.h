#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox request record`: the engineer notes what was done during access.
class RequestRecordCommand final : public Command
{
public:
    const char *group() const override { return "request"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_request;
    std::string m_action;
};

} // namespace lockbox::cli
