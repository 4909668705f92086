#pragma once

#include "core/audit/signednote.h"

namespace lockbox::evidence {

/// The public key as openssl reads it: RFC 8410's SubjectPublicKeyInfo of an Ed25519 key, as PEM (RFC 7468).
QByteArray toPem(const audit::VerifierKey &key);

} // namespace lockbox::evidence
