#include "core/evidence/keypem.h"

namespace lockbox::evidence {

QByteArray toPem(const audit::VerifierKey &key)
{
    // SEQUENCE { SEQUENCE { OBJECT IDENTIFIER 1.3.101.112 }, BIT STRING of the 32 bytes }; its base64 fits on one line of 64.
    static const QByteArray prefix = QByteArray::fromHex("302a300506032b6570032100");
    return "-----BEGIN PUBLIC KEY-----\n" + (prefix + key.publicKey).toBase64()
           + "\n-----END PUBLIC KEY-----\n";
}

} // namespace lockbox::evidence
