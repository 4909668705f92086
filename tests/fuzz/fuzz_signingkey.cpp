#include "core/audit/signednote.h"
#include "tests/fuzz/property.h"

using namespace lockbox::audit;
using lockbox::fuzz::require;

/// What parses as a signing key is written back as the same text, and its signatures are good.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text = lockbox::fuzz::bytesOf(data, size);
    const auto key = SigningKey::parse(text);
    if (!key)
        return 0;
    require(key->toText() == text, "a signing key is written as it was read");
    require(VerifierKey::parse(key->verifier().toText()).value() == key->verifier(),
            "its public half is a verifier key");
    const auto note = signNote("text\n", *key);
    require(note && verifyNote(*note, key->verifier()), "it signs");
    return 0;
}
