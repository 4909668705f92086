#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox log checkpoint`: the log's signed state, to be put away elsewhere.
class LogCheckpointCommand final : public Command
{
public:
    const char *group() const override { return "log"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_file;
    bool m_force = false;
};

} // namespace lockbox::cli
