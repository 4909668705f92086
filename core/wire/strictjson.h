#pragma once

#include "core/base/result.h"

#include <QJsonObject>

namespace lockbox::wire {

/// The JSON object that somebody sent. Refused beside what is no JSON at all: names that are there twice, of which one reader takes the first
/// and another the last, or hold half a letter; a byte order mark; and what is nested deeper than anything that is ever asked.
Result<QJsonObject> readObject(const QByteArray &bytes);

} // namespace lockbox::wire
