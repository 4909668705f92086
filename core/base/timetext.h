#pragma once

#include "core/base/result.h"

namespace lockbox {

/// RFC 3339 in UTC with `Z`: "2026-02-05T19:11:55Z"; milliseconds only where there are any.
QString toRfc3339(Timestamp time);

/// Reads RFC 3339 with an offset or `Z`; a time without either is taken as UTC, as the portal's scripts write it. Leap
/// seconds are refused, as the store could not keep them; what is finer than a millisecond is cut off.
Result<Timestamp> parseRfc3339(QStringView text, const QString &field);

/// "04:00:00", hours may exceed 24: the form in which the portal shows a duration.
QString toClockText(std::chrono::seconds duration);

/// Reads "90m", "4h", "1h30m", "2d", "45s" and ISO 8601 "PT4H", "P1DT2H". Refuses signs, fractions and anything beyond 10 years.
Result<std::chrono::seconds> parseDuration(QStringView text, const QString &field);

/// The shortest of the forms above: "12h", "1h30m", "45s"; "0s" for nothing.
QString toDurationText(std::chrono::seconds duration);

} // namespace lockbox
