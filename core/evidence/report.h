#pragma once

#include "core/audit/checkpoint.h"
#include "core/evidence/digest.h"
#include "core/evidence/manifest.h"

namespace lockbox::evidence {

/// What was signed, and by whom.
struct Seal {
    QByteArray note; ///< The checkpoint as it lies in the folder.
    audit::Checkpoint checkpoint;
    audit::VerifierKey key;
};

/// The report for people: pieces of HTML that follow from manifest, seal and events alone, to the byte, so that whoever has these can
/// make it anew and compare. It needs nothing beside itself, runs nothing and shows every text as text.
class Report
{
public:
    Report(const Manifest &manifest, const Seal &seal, const Digest &digest)
        : m_manifest(manifest), m_seal(seal), m_digest(digest)
    {}

    QString title() const;
    /// Everything before the events.
    QString head() const;
    QString table(const std::vector<Entry> &entries) const;
    /// Everything behind them.
    QString foot() const;

    /// What stands around the pieces.
    QString pageStart() const;
    QString pageEnd() const;

private:
    QString request() const;
    QString range() const;
    QString proved() const;
    QString notProved() const;
    QString leftOut() const;
    QString row(const Entry &entry) const;

    const Manifest &m_manifest;
    const Seal &m_seal;
    const Digest &m_digest;
};

/// Hands the report's parts on in order, each with so few events that it takes little memory; only one part for a short story.
/// `entries` is read from its beginning. `onEvent` is told how many events are done, and stops it with its own error.
Result<void> forEachPart(const Report &report, EntryFile &entries,
                         const std::function<Result<void>(const QString &part)> &visit,
                         const std::function<Result<void>(qint64 done)> &onEvents);

} // namespace lockbox::evidence
