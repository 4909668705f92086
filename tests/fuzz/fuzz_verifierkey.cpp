#include "core/audit/signednote.h"
#include "tests/fuzz/property.h"

using namespace lockbox::audit;
using lockbox::fuzz::require;

/// What parses as a verifier key is written back as the same text.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text = lockbox::fuzz::bytesOf(data, size);
    const auto key = VerifierKey::parse(text);
    if (!key)
        return 0;
    require(key->toText() == text, "a verifier key is written as it was read");
    require(isKeyName(key->name), "the name is fit for a key");
    require(key->publicKey.size() == ed25519::publicKeySize, "the key has 32 bytes");
    // Any 32 bytes may call themselves a key; looking at a signature with it must come to an end.
    (void)ed25519::verify(key->publicKey, "text\n", QByteArray(ed25519::signatureSize, 'x'));
    return 0;
}
