#pragma once

#include "core/audit/hash.h"
#include "core/audit/signednote.h"

namespace lockbox::audit {

/// A log's state that somebody vouches for: https://c2sp.org/tlog-checkpoint
struct Checkpoint {
    QByteArray origin; ///< Which log: "lockbox/<tenant id>" for ours.
    quint64 size = 0;
    Hash root{};
    std::vector<QByteArray> extensions; ///< Further lines; ours has none.

    /// The note's text.
    QByteArray toText() const;
    /// InvalidArgument (field "checkpoint") where the text is not in that form byte for byte.
    static Result<Checkpoint> parse(QByteArrayView text);

    bool operator==(const Checkpoint &) const = default;
};

/// The signed note, as bytes. The key's name must be the origin.
Result<QByteArray> signCheckpoint(const Checkpoint &checkpoint, const SigningKey &key);

/// What a signed note says that the key has signed and whose origin is the key's name; else InvalidArgument (no checkpoint in form) or
/// LogBroken (not signed by it, another log's).
Result<Checkpoint> openCheckpoint(QByteArrayView note, const VerifierKey &key);

/// What a signed note says, whoever signed it: only for looking, never for trusting.
Result<Checkpoint> readCheckpoint(QByteArrayView note);

} // namespace lockbox::audit
