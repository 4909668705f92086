#pragma once

#include "core/base/result.h"

#include <QByteArray>

class QJsonObject;
class QJsonValue;

namespace lockbox {

/// The one byte sequence of a JSON value: RFC 8785 (JSON Canonicalization Scheme). Members are sorted by UTF-16 code units,
/// nothing stands between tokens, numbers are written as ECMAScript does. Refused: lone surrogates, NaN and infinities.
Result<QByteArray> canonicalJson(const QJsonValue &value);
Result<QByteArray> canonicalJson(const QJsonObject &object);

} // namespace lockbox
