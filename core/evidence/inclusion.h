#pragma once

#include "core/audit/tlogproof.h"
#include "core/evidence/report.h"

namespace lockbox::evidence {

/// That the proof file shows the event's place below the seal's checkpoint: index, checkpoint and hashes. LogBroken says what doesn't.
Result<audit::TlogProof> checkInclusion(const Entry &entry, const QByteArray &proofFile,
                                        const Seal &seal);

/// For each of a proof's hashes, from the leaf up: whether it stands left of what is known by then.
std::vector<bool> siblingsOnTheLeft(quint64 index, quint64 size);

} // namespace lockbox::evidence
