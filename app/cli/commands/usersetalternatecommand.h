#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox user set-alternate-email`: the address that is used where the first is missing.
class UserSetAlternateCommand final : public Command
{
public:
    const char *group() const override { return "user"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_user;
    std::string m_email;
};

} // namespace lockbox::cli
