#include "core/evidence/inclusion.h"

namespace lockbox::evidence {

Result<audit::TlogProof> checkInclusion(const Entry &entry, const QByteArray &proofFile,
                                        const Seal &seal)
{
    const auto broken = [](const QString &why) { return failure(ErrorCode::LogBroken, why); };
    auto proof = audit::TlogProof::parse(proofFile);
    if (!proof)
        return broken(QStringLiteral("is no proof: %1").arg(proof.error().message));
    if (proof->extra)
        return broken(QStringLiteral("holds extra data, which nothing proves"));
    if (proof->checkpoint != seal.note)
        return broken(QStringLiteral("holds another checkpoint than the folder"));
    if (entry.event.seq < 1 || proof->index != quint64(entry.event.seq) - 1)
        return broken(QStringLiteral("is for the leaf of index %1, but event %2 has index %3")
                          .arg(proof->index)
                          .arg(entry.event.seq)
                          .arg(entry.event.seq - 1));
    if (!audit::verifyInclusion(proof->index, seal.checkpoint.size, entry.hash, proof->hashes,
                                seal.checkpoint.root))
        return broken(QStringLiteral("does not lead from event %1, as it is in %2, to the log's "
                                     "signed root")
                          .arg(entry.event.seq)
                          .arg(QStringLiteral("events.jsonl")));
    return proof;
}

std::vector<bool> siblingsOnTheLeft(quint64 index, quint64 size)
{
    // As RFC 9162 §2.1.3.2 walks up.
    std::vector<bool> sides;
    quint64 last = size - 1;
    while (last > 0) {
        const bool isLeft = index % 2 == 1 || index == last;
        sides.push_back(isLeft);
        while (isLeft && index % 2 == 0 && index != 0) {
            index /= 2;
            last /= 2;
        }
        index /= 2;
        last /= 2;
    }
    return sides;
}

} // namespace lockbox::evidence
