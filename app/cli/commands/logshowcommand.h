#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox log show`: one event, with the bytes of its leaf.
class LogShowCommand final : public Command
{
public:
    const char *group() const override { return "log"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    qint64 m_seq = 0;
    bool m_raw = false;
};

} // namespace lockbox::cli
