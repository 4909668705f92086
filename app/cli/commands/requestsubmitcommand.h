#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox request submit`: an engineer files a request.
class RequestSubmitCommand final : public Command
{
public:
    const char *group() const override { return "request"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_service;
    std::string m_reference;
    std::string m_reason;
    std::string m_duration;
};

} // namespace lockbox::cli
