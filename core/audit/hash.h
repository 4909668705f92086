#pragma once

#include <QByteArray>

#include <array>
#include <cstdint>
#include <optional>

/// A verifiable log as bytes, hashes and keys: what a leaf tells is none of its business.
namespace lockbox::audit {

/// A SHA-256 value.
using Hash = std::array<std::uint8_t, 32>;

/// RFC 6962 §2.1: SHA-256(0x00 ‖ bytes).
Hash leafHash(QByteArrayView bytes);

/// RFC 6962 §2.1: SHA-256(0x01 ‖ left ‖ right).
Hash nodeHash(const Hash &left, const Hash &right);

/// SHA-256(bytes), for what is no part of a tree.
Hash plainHash(QByteArrayView bytes);

/// The root of a tree without leaves: SHA-256 of nothing.
const Hash &emptyRoot();

QByteArray toBytes(const Hash &hash);
QByteArray toHex(const Hash &hash);
QByteArray toBase64(const Hash &hash);
/// Nothing where there are not exactly 32 bytes.
std::optional<Hash> hashFromBytes(QByteArrayView bytes);
/// Nothing where the text is not the one base64 text (RFC 4648 §4) of 32 bytes.
std::optional<Hash> hashFromBase64(QByteArrayView text);

/// RFC 4648 §4 as strictly as it can be read: padded, nothing else in it, no stray bits. Nothing where it isn't.
std::optional<QByteArray> strictBase64(QByteArrayView text);
/// Decimal digits without leading zeros, below 2^63. Nothing where it isn't.
std::optional<quint64> strictDecimal(QByteArrayView text);

} // namespace lockbox::audit
