#pragma once

#include "core/service/locallockbox.h"

#include <QJsonObject>

/// What is said of a store's log.
namespace lockbox::cli {

/// `{origin, size, root}`
QJsonObject toJson(const LogHead &head);
/// `{message, pinned, present}`, or null.
QJsonValue toJson(const std::optional<LogAlarm> &alarm);
/// `{origin, size, root, signedSize, verifierKey, canSign, cannotSignReason, alarm}`
QJsonObject toJson(const LogState &state);
/// `{origin, size, root, signedSize, verifierKey, isPinned, at}`
QJsonObject toJson(const LogVerification &verification);

/// Where this user keeps the log's private key, or would.
QString logKeyFile(const LogState &state, const LocalOptions &options);

/// "1 event", "1204 events"
QString countText(qint64 events);
/// "1204 events, root 6G2k…"; "unknown" where nothing is known of it.
QString headText(const LogHead &head);
/// "up to event 1204, all of them", "up to event 1200, not the 4 behind it", "not at all".
QString signedText(qint64 signedSize, qint64 size);

} // namespace lockbox::cli
