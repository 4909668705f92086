#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `Set-AccessToCustomerDataRequest`: a decision, as the portal's scripts give it.
class SetAccessCommand final : public Command
{
public:
    const char *group() const override { return ""; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    Result<AccessRequest> decide(const Door &door) const;

    std::string m_decision;
    std::string m_request;
    std::string m_comment;
    std::optional<std::string> m_service;
};

} // namespace lockbox::cli
