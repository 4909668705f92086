#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox user show`: one user.
class UserShowCommand final : public Command
{
public:
    const char *group() const override { return "user"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_user;
};

} // namespace lockbox::cli
