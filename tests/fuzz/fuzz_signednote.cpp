#include "core/audit/signednote.h"
#include "tests/fuzz/property.h"

using namespace lockbox::audit;
using lockbox::fuzz::require;

/// What parses as a signed note is written back as the same bytes; only what the key signed is verified.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const VerifierKey key =
        VerifierKey::parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
            .value();
    const QByteArray bytes = lockbox::fuzz::bytesOf(data, size);
    const auto note = SignedNote::parse(bytes);
    if (!note)
        return 0;
    require(note->toBytes() == bytes, "a signed note is written as it was read");
    require(SignedNote::parse(note->toBytes()).value() == *note,
            "a signed note reads back the same");
    require(!note->signatures.empty() && note->signatures.size() <= 64, "1 to 64 signatures");
    require(noteTextFault(note->text).isEmpty(), "the text is fit for a note");
    for (const NoteSignature &signature : note->signatures)
        require(isKeyName(signature.keyName), "the name is fit for a key");
    if (verifyNote(*note, key))
        require(note->text == "This is an example message.\n", "nobody forged a signature");
    return 0;
}
