#pragma once

#include "ui/widgets/statetext.h"

/// What people read of a request beyond ui/widgets/statetext.h.
namespace lockbox::ui {

/// What the state means, in a sentence.
QString stateExplanation(RequestState state);

/// "2026-02-05 19:11"
QString utcMinuteText(Timestamp time);
/// "5 February 2026 20:11 (19:11 UTC)"
QString localAndUtcText(Timestamp time);
/// "16:12 (14:12 UTC)", with the day where it isn't today.
QString untilText(Timestamp time, Timestamp now);
/// "5 February 2026 19:11 UTC"
QString spokenUtcDate(Timestamp time);

/// "7 hours 12 minutes left"
QString spokenTimeLeft(Timestamp deadline, Timestamp now);

/// "4-hour", "90-minute", as in "a 4-hour window".
QString windowName(std::chrono::seconds span);

/// "Microsoft Engineer"
QString providerEngineerName(const QString &provider);

} // namespace lockbox::ui
