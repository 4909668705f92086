#pragma once

#include "core/evidence/report.h"

namespace lockbox::evidence {

/// Checks one folder. It may come from anybody: nothing in it is believed, no link is followed, and no file is read whole that could
/// be endless.
class Verifier
{
public:
    Verifier(const QString &folder, const std::optional<audit::VerifierKey> &trusted,
             const EvidenceProgress &progress);

    Result<EvidenceVerification> run();

private:
    /// All checks in order; LogBroken with the file in Error::field where one fails.
    Result<void> check();
    Result<void> checkParts();
    Result<void> readManifest();
    Result<void> readKey();
    Result<void> readPublicKey();
    Result<void> readCheckpoint();
    Result<void> checkEvents();
    Result<void> checkEvent(const Entry &entry);
    Result<void> checkNumbers();
    Result<void> checkProofCount();
    Result<void> checkReport();
    Result<void> checkInstructions();
    EvidenceSummary summary() const;
    QStringList unproved() const;

    Result<QByteArray> readFile(const QString &name) const;
    /// `error` as one of the file `name`.
    Failure in(const QString &name, const Error &error) const;
    Failure wrong(const QString &name, const QString &why) const;

    QString pathOf(const QString &name) const { return m_folder + QLatin1Char('/') + name; }

    QString m_folder;
    const std::optional<audit::VerifierKey> &m_trusted;
    const EvidenceProgress &m_progress;
    Manifest m_manifest;
    Seal m_seal;
    std::optional<Digest> m_digest;
    qint64 m_seq = 0; ///< The event that is being checked.
};

} // namespace lockbox::evidence
