#pragma once

#include "ui/async/logwatch.h"

/// What is said about the store's log, where there is room for little and where there is room for
/// all.
namespace lockbox::ui {

/// "Log verified 14:05 · 1,234 events · 9Xk2aZ0q", for the title bar; empty where nothing is to be
/// told.
QString logBadgeText(const LogWatch &log, Timestamp now);
/// "Log verified 14:05"
QString logBadgeShortText(const LogWatch &log, Timestamp now);

/// How it stands with the log, in a sentence.
QString logSentence(const LogWatch &log, Timestamp now);
/// How long it is, what it comes to, and how far it is signed; several lines.
QString logDetails(const LogWatch &log);

/// What cannot be overlooked: an alarm, or what the last verification found; empty where all is
/// well.
QString logTrouble(const LogWatch &log);

/// "1 event", "1,234 events"
QString eventCountText(qint64 count);
/// The beginning of a root, by which one is told from another.
QString rootStart(const QString &root);

} // namespace lockbox::ui
