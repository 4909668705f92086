#pragma once

#include "core/audit/checkpoint.h"
#include "core/audit/merkleproof.h"

namespace lockbox::audit {

/// That a leaf stands in a log, for whoever has the log's public key and nothing else: https://c2sp.org/tlog-proof
struct TlogProof {
    std::optional<QByteArray> extra; ///< Not authenticated; ours has none.
    quint64 index = 0;               ///< From 0: the event's sequence number less one.
    Proof hashes;
    QByteArray checkpoint; ///< The signed note, verbatim.

    QByteArray toBytes() const;
    /// InvalidArgument (field "proof") where it is not in that form byte for byte.
    static Result<TlogProof> parse(QByteArrayView bytes);

    bool operator==(const TlogProof &) const = default;
};

/// The checkpoint under which the proof shows that the leaf stands in the log; LogBroken where it doesn't.
Result<Checkpoint> verifyTlogProof(const TlogProof &proof, const Hash &leaf,
                                   const VerifierKey &key);

} // namespace lockbox::audit
