#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox notify check`: whether a mail that somebody got is genuine.
class NotifyCheckCommand final : public Command
{
public:
    const char *group() const override { return "notify"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_file;
};

} // namespace lockbox::cli
