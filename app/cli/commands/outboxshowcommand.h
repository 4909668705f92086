#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox outbox show`: one notice, as the mail that it is.
class OutboxShowCommand final : public Command
{
public:
    const char *group() const override { return "outbox"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_id;
    bool m_html = false;
    bool m_text = false;
};

} // namespace lockbox::cli
