#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox sign-out`: ends the sign-in to a service.
class SignOutCommand final : public Command
{
public:
    const char *group() const override { return ""; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    bool m_everywhere = false;
};

} // namespace lockbox::cli
