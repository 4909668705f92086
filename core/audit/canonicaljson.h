#pragma once

#include "core/base/result.h"

#include <QByteArray>

class QJsonDocument;
class QJsonObject;
struct QJsonParseError;
class QJsonValue;

namespace lockbox {

/// The one byte sequence of a JSON value: RFC 8785 (JSON Canonicalization Scheme). Members are sorted by UTF-16 code units,
/// nothing stands between tokens, numbers are written as ECMAScript does. Refused: lone surrogates, NaN and infinities,
/// two members of the same name.
Result<QByteArray> canonicalJson(const QJsonValue &value);
Result<QByteArray> canonicalJson(const QJsonObject &object);

/// QJsonDocument::fromJson(), but for U+FEFF at the beginning of a text: Qt takes it for a byte order mark and drops it, so that
/// canonical bytes would not be found again. At the beginning of the whole it is refused.
QJsonDocument parseJson(const QByteArray &bytes, QJsonParseError *error = nullptr);

} // namespace lockbox
