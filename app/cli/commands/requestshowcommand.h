#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox request show`: one request with its timeline.
class RequestShowCommand final : public Command
{
public:
    const char *group() const override { return "request"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_request;
};

} // namespace lockbox::cli
