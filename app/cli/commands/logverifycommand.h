#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox log verify`: holds the whole history against its hashes, signatures, pins and tables.
class LogVerifyCommand final : public Command
{
public:
    const char *group() const override { return "log"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    Result<LogTrust> trust() const;
    /// What the log is, and by what it was held.
    QString card(const LogVerification &verification, const LogTrust &trust, bool coloured) const;
    void say(Output &output, const LogVerification &verification, const LogTrust &trust) const;

    std::string m_checkpoint;
    std::string m_key;
};

} // namespace lockbox::cli
