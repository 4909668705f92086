#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox user add`: a new user, without roles.
class UserAddCommand final : public Command
{
public:
    const char *group() const override { return "user"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_user;
    std::string m_name;
    std::string m_email;
    std::string m_alternateEmail;
    std::string m_side = "customer";
};

} // namespace lockbox::cli
