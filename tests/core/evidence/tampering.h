#pragma once

#include "core/evidence/manifest.h"
#include "tests/core/evidence/evidencesamples.h"

namespace lockbox::test {

using Tamper = std::function<void(const EvidenceFolder &)>;

/// Something that somebody might do to the folder of SampleLog::approved, and what is found then.
struct Tampering {
    const char *name;
    Tamper tamper;
    QString file;   ///< Which file is named.
    qint64 seq = 0; ///< Which event.
};

std::vector<Tampering> tamperings();

/// The lines of events.jsonl.
QByteArrayList linesOf(const EvidenceFolder &folder);
void writeLines(const EvidenceFolder &folder, const QByteArrayList &lines);
/// Changes evidence.json and keeps its form.
void changeManifest(const EvidenceFolder &folder,
                    const std::function<void(evidence::Manifest &)> &change);

} // namespace lockbox::test
