#pragma once

#include "core/base/error.h"

namespace lockbox::cli {

/// "2026-02-06 09:00:00 UTC"
QString utcText(Timestamp time);
/// "2026-02-06 10:00:00 CET (09:00:00 UTC)": local time and UTC; once where they are the same.
QString bothTimes(Timestamp time);
/// "3h12m", the time from now until then; under a minute in seconds.
QString leftText(Timestamp until, Timestamp now);

} // namespace lockbox::cli
