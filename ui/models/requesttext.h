#pragma once

#include "core/domain/accessrequest.h"

/// What people read of a request: states, times, spans. Local time first and UTC beside it, unless a column says that it is in UTC.
namespace lockbox::ui {

/// "Pending", "Request expired", "Access ended": never one word for the last two.
QString stateText(RequestState state);
/// What the state means, in a sentence.
QString stateExplanation(RequestState state);

/// "2026-02-05 19:11"
QString utcMinuteText(Timestamp time);
/// "2026-02-05 19:11:55"
QString utcSecondText(Timestamp time);
/// "5 February 2026 20:11 (19:11 UTC)"
QString localAndUtcText(Timestamp time);
/// "16:12 (14:12 UTC)", with the day where it isn't today.
QString untilText(Timestamp time, Timestamp now);
/// "5 February 2026 19:11 UTC"
QString spokenUtcDate(Timestamp time);

/// "7 h 12 m left", in the last five minutes "4 m 12 s left".
QString timeLeftText(Timestamp deadline, Timestamp now);
/// "7 hours 12 minutes left"
QString spokenTimeLeft(Timestamp deadline, Timestamp now);

/// "4 h", "30 min", "1 h 30 min"
QString spanText(std::chrono::seconds span);
/// "4-hour", "90-minute", as in "a 4-hour window".
QString windowName(std::chrono::seconds span);

/// "Microsoft Engineer"
QString providerEngineerName(const QString &provider);

/// A refusal as a sentence.
QString refusalText(const Error &error);

} // namespace lockbox::ui
