#include "core/audit/tlogproof.h"
#include "tests/fuzz/property.h"

using namespace lockbox::audit;
using lockbox::fuzz::require;

/// What parses as a proof is written back as the same bytes.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = lockbox::fuzz::bytesOf(data, size);
    const auto proof = TlogProof::parse(bytes);
    if (!proof)
        return 0;
    require(proof->toBytes() == bytes, "a proof is written as it was read");
    require(TlogProof::parse(proof->toBytes()).value() == *proof, "a proof reads back the same");
    require(proof->hashes.size() <= 63, "at most 63 hashes");
    const auto checkpoint = readCheckpoint(proof->checkpoint);
    require(checkpoint.has_value(), "the checkpoint is in form");
    // Whoever may write the root can prove what he likes; it must only come to an end.
    (void)verifyInclusion(proof->index, checkpoint->size, emptyRoot(), proof->hashes,
                          checkpoint->root);
    return 0;
}
