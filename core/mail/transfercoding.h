#pragma once

#include <QByteArray>

#include <optional>

namespace lockbox {

/// The bytes that a part's content stands for (RFC 2045 §6), whose lines end as '\n'. Nothing where the coding is none of the five, or where the
/// content breaks its rules: mail programs then read different things, such as what follows the padding of base64.
std::optional<QByteArray> transferDecoded(const QByteArray &content, const QByteArray &coding);

/// Base64 in one line, with its padding and nothing else.
std::optional<QByteArray> fromBase64(const QByteArray &content);

/// The two digits at `place`, as in "3D"; nothing where there are none.
std::optional<char> hexPair(const QByteArray &content, qsizetype place);

} // namespace lockbox
