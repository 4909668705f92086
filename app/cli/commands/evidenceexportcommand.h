#pragma once

#include "app/cli/commands/command.h"
#include "core/evidence/evidence.h"

namespace lockbox::cli {

/// `lockbox evidence export`: what the log says of a request or a time, in a folder that proves itself.
class EvidenceExportCommand final : public Command
{
public:
    const char *group() const override { return "evidence"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    Result<EvidenceScope> scope() const;
    Result<EvidenceSummary> exported(const Door &door, const EvidenceScope &scope,
                                     Output &output) const;

    std::string m_request;
    std::string m_from;
    std::string m_until;
    std::string m_folder;
    bool m_noPdf = false;
};

} // namespace lockbox::cli
