#pragma once

#include "core/evidence/report.h"

class QIODevice;

namespace lockbox::evidence {

/// Tells `progress` how far a step is; Interrupted where it wants an end.
Result<void> goOn(const EvidenceProgress &progress, EvidenceStep step, qint64 done, qint64 total);

/// Writes the report, for people with a browser.
Result<void> writeReport(const Report &report, EntryFile &entries, QIODevice &to,
                         const std::function<Result<void>(qint64 done)> &onEvents);

/// LogBroken where `file` is not, to the byte, what writeReport() makes.
Result<void> compareReport(const Report &report, EntryFile &entries, QIODevice &file,
                           const std::function<Result<void>(qint64 done)> &onEvents);

} // namespace lockbox::evidence
