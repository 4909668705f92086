#pragma once

#include "core/base/error.h"

namespace lockbox::evidence {

/// `text` within HTML: nothing in it is markup, line breaks stay, and characters that can't be seen or that turn the direction of
/// writing are shown by their numbers, so that no text can look like another one or reach beyond its place.
QString htmlText(const QString &text);

/// "2026-02-06 09:00:00 UTC", with milliseconds where there are any: exactly what the event says.
QString timeText(Timestamp time);

} // namespace lockbox::evidence
