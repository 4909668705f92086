#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

/// `lockbox evidence verify`: checks an evidence folder, without any store.
class EvidenceVerifyCommand final : public Command
{
public:
    const char *group() const override { return "evidence"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    std::string m_folder;
    std::string m_key;
};

} // namespace lockbox::cli
