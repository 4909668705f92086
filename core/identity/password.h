#pragma once

#include "core/base/result.h"

namespace lockbox {

/// What hashing a password costs: whoever guesses pays it for each try. The defaults are libsodium's for signing in (RFC 9106 tells
/// how to choose): a tenth of a second and 64 MiB.
struct PasswordCost {
    unsigned long long passes = 2;
    size_t memory = 64 << 20; ///< Bytes.

    bool operator==(const PasswordCost &) const = default;
};

struct PasswordLimits {
    static constexpr int shortest = 12; ///< Characters.
    static constexpr int longest = 256; ///< Bytes.
};

/// Refused where it is too short, too long, or names its owner. No rule asks for kinds of characters (NIST SP 800-63B §5.1.1.2).
Result<void> checkNewPassword(const QByteArray &password, const QString &userPrincipalName);

/// Argon2id with a salt of its own, as text that says how it was made (libsodium's crypto_pwhash_str).
Result<QString> hashPassword(const QByteArray &password, const PasswordCost &cost);

/// Whether it is this password; takes as long as hashing did. False for what is no hash.
bool isPassword(const QByteArray &password, const QString &hash);

/// Whether the hash was made at another cost.
bool isOutdated(const QString &hash, const PasswordCost &cost);

} // namespace lockbox
