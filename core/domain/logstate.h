#pragma once

#include "core/base/ids.h"

#include <QByteArray>

#include <functional>

namespace lockbox {

/// How long a log is, and what it comes to.
struct LogHead {
    QString origin;  ///< Which log: "lockbox/<tenant id>".
    qint64 size = 0; ///< Number of events; the newest one's sequence number.
    QString root;    ///< Base64 of the tree's root (RFC 6962).

    bool operator==(const LogHead &) const = default;
};

/// The store is not what it was when it was last seen here: it was rolled back, cut, forked or exchanged. While this stands,
/// the store takes no change.
struct LogAlarm {
    QString message; ///< What is wrong, naming both heads; lower case, no full stop.
    LogHead pinned;  ///< As it was last seen here.
    LogHead present;

    bool operator==(const LogAlarm &) const = default;
};

/// Where a store's log stands.
struct LogState {
    LogHead head;
    QString
        verifierKey; ///< The log's public key (C2SP signed-note text form); empty where it has none.
    bool canSign = false;          ///< The private key is at hand.
    QString cannotSignReason;      ///< Why not; empty where it can.
    qint64 signedSize = 0;         ///< How many events the newest checkpoint covers; 0 for none.
    std::optional<LogHead> pinned; ///< As it was last seen here; nothing where it never was.
    QString pinTrouble; ///< Why what was seen now can't be remembered here; empty where it is.
    std::optional<LogAlarm> alarm;

    bool operator==(const LogState &) const = default;
};

/// What a verification is to hold the log against, beside what the store itself and the pin say.
struct LogTrust {
    QByteArray checkpoint; ///< A signed note; empty: none.
    QString verifierKey;   ///< The key that must have signed; empty: the store's own.
};

/// The first thing that is wrong.
struct LogFinding {
    qint64 seq = 0;  ///< The event; 0 where it is none in particular.
    QString request; ///< Id of the request concerned, or empty.
    QString user;    ///< User principal name of the user concerned, or empty.
    QString field;   ///< Which part of it: "reason", "state", "leafHash"…; may be empty.
    QString
        message; ///< The whole, with what it is and what it should be; lower case, no full stop.

    bool operator==(const LogFinding &) const = default;
};

/// What a verification came to.
struct LogVerification {
    LogHead head;
    qint64 signedSize = 0; ///< How many of the events a checkpoint covers whose signature is right.
    QString verifierKey;   ///< By which key; empty where the log has none.
    bool isPinned = false; ///< Whether it was held against what was last seen here.
    Timestamp at;          ///< When it was done, by the store's clock.
    std::optional<LogFinding> finding; ///< Nothing where all is as it should be.

    bool operator==(const LogVerification &) const = default;
};

/// Told how far it is; returns false to stop. Called on the thread of the call.
using LogProgress = std::function<bool(qint64 done, qint64 total)>;

} // namespace lockbox
