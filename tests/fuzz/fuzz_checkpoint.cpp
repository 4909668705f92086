#include "core/audit/checkpoint.h"
#include "tests/fuzz/property.h"

using namespace lockbox::audit;
using lockbox::fuzz::require;

/// What parses as a checkpoint's text is written back as the same bytes, and a note around it says the same.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text = lockbox::fuzz::bytesOf(data, size);
    const auto checkpoint = Checkpoint::parse(text);
    if (!noteTextFault(text).isEmpty()) {
        require(!checkpoint, "a checkpoint is fit for a note");
        return 0;
    }
    const SignedNote note{.text = text,
                          .signatures = {{.keyName = "name", .keyId = 1, .signature = "x"}}};
    const auto read = readCheckpoint(note.toBytes());
    require(read.has_value() == checkpoint.has_value(), "a note holds what its text says");
    if (!checkpoint)
        return 0;
    require(*read == *checkpoint, "a note says what its text says");
    require(checkpoint->toText() == text, "a checkpoint is written as it was read");
    require(checkpoint->size < quint64(1) << 63, "the size is below 2^63");
    require(!checkpoint->origin.isEmpty(), "the origin is not empty");
    return 0;
}
