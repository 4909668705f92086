#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox notify password`: keeps the mail account's password in the system's keychain.
class NotifyPasswordCommand final : public Command
{
public:
    const char *group() const override { return "notify"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;
};

} // namespace lockbox::cli
