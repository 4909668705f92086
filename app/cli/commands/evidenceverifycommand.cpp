#include "app/cli/commands/evidenceverifycommand.h"

#include "app/cli/evidencewords.h"
#include "app/cli/files.h"
#include "app/cli/interruption.h"

namespace lockbox::cli {

CLI::App *EvidenceVerifyCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "verify", "Checks a folder that was exported, without the store that it comes from.");
    app->add_option("DIR", m_folder, "The folder")->required()->type_name("DIR")->check(notEmpty());
    app->add_option("--key", m_key,
                    "The verifier key that must have signed, or a file with it: as you got it in "
                    "another way")
        ->type_name("VKEY")
        ->check(notEmpty());
    app->footer("Ends with 0 where all is as it must be; with 7 it names the first file that is "
                "wrong.\nNeither a store nor anybody who acts is needed.\n\n"
                "Example:\n  lockbox evidence verify EXSR359123-evidence --key contoso.vkey");
    return app;
}

static Failure broken(Output &output, const EvidenceFinding &finding)
{
    output.setAside({.hint = {},
                     .parts = {{QStringLiteral("file"), finding.file},
                               {QStringLiteral("seq"),
                                finding.seq > 0 ? QJsonValue(finding.seq) : QJsonValue()}}});
    return failure(ErrorCode::LogBroken, finding.message);
}

Result<void> EvidenceVerifyCommand::run(Context &context)
{
    std::optional<audit::VerifierKey> trusted;
    if (!m_key.empty()) {
        const auto key = readVerifierKey(text(m_key), QStringLiteral("key"));
        if (!key)
            return failure(key);
        trusted = *key;
    }
    Output &output = context.output();
    const auto verification = [&] {
        const Interruption interruption;
        EvidenceRemarks remarks(output);
        return verifyEvidence(text(m_folder), trusted,
                              [&](EvidenceStep step, qint64 done, qint64 total) {
                                  remarks.show(step, done, total);
                                  return !interruption.isWanted();
                              });
    }();
    if (!verification)
        return failure(verification);
    if (verification->finding)
        return broken(output, *verification->finding);
    output.document(toJson(*verification, trusted.has_value()));
    output.painted(verifiedText(*verification, trusted.has_value(), output.isColoured()));
    return {};
}

} // namespace lockbox::cli
