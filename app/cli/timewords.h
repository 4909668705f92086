#pragma once

#include "core/base/result.h"

namespace lockbox::cli {

/// "2026-02-06 09:00:00 UTC"
QString utcText(Timestamp time);
/// "2026-02-06 10:00:00 CET (09:00:00 UTC)": local time and UTC; once where they are the same.
QString bothTimes(Timestamp time);
/// "3h12m", the time from now until then; under a minute in seconds.
QString leftText(Timestamp until, Timestamp now);

/// What a date without a time stands for.
enum class OfDay { Start, End };
/// Reads RFC 3339, or a date: its start or its end, which is the next one's start, in UTC.
Result<Timestamp> parseMoment(const QString &text, OfDay ofDay, const QString &field);

} // namespace lockbox::cli
