#pragma once

#include "app/cli/commands/command.h"
#include "core/audit/tlogproof.h"

namespace lockbox::cli {

/// `lockbox log verify-proof`: checks a proof where there is no store.
class LogVerifyProofCommand final : public Command
{
public:
    const char *group() const override { return "log"; }
    CLI::App *declare(CLI::App &parent) override;
    Result<void> run(Context &context) override;

private:
    Result<audit::TlogProof> proof() const;
    /// Why it is not proved, with what may have gone wrong with the leaf's file.
    Failure unproved(const Error &error, const audit::TlogProof &proof, const QByteArray &leaf,
                     const audit::VerifierKey &key) const;

    std::string m_key;
    std::string m_proof;
    std::string m_leaf;
};

} // namespace lockbox::cli
