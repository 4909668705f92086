#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox sign-in`: signs in to a service, with a password or a one-time code.
class SignInCommand final : public Command
{
public:
    const char *group() const override { return ""; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    bool m_withCode = false;
};

} // namespace lockbox::cli
