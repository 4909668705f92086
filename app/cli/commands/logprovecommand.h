#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox log prove`: a proof that an event stands in the log, for whoever has its public key.
class LogProveCommand final : public Command
{
public:
    const char *group() const override { return "log"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    qint64 m_seq = 0;
    std::string m_file;
    bool m_force = false;
};

} // namespace lockbox::cli
