#pragma once

#include "core/base/timetext.h"

#include <optional>

/// RFC 3339 times digit by digit: lists and the history are full of them, and QDateTime takes ten times as long.
namespace lockbox {

/// Room for what putTime() writes.
constexpr int longestTimeText = 32;

/// "2026-02-05T19:11:55Z" or "….250Z"; tells where it ends.
char *putTime(char *at, Timestamp time);

/// A time as putTime() writes it; nothing where it is written otherwise, or is none.
std::optional<Timestamp> timeOfDigits(QStringView text);
std::optional<Timestamp> timeOfDigits(QLatin1String text);

} // namespace lockbox
