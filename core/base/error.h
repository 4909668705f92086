#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace lockbox {

/// A point in time: UTC, milliseconds since 1970-01-01T00:00:00Z.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// Why a call was refused. The list is short on purpose; each entry says how it differs from its neighbours.
enum class ErrorCode {
    InvalidArgument, ///< A given value breaks a rule whoever asks; Error::field names it.
    NotFound,        ///< Nothing of that name exists, or it is not visible to the caller.
    Ambiguous,       ///< A reference fits several requests; Error::candidates lists their ids.
    AlreadyExists,   ///< What should be made is there already.
    NotPermitted,    ///< The caller's roles don't allow it, in whatever state the thing is.
    WrongState,      ///< The roles would allow it, the present state doesn't; also a lost race.
    ChangedMeanwhile, ///< It is not any more what the caller says to have seen; it may still be possible.
    NotSupported,    ///< This kind of store never does that (moving a real store's clock).
    StoreMissing,    ///< There is no store at the given place.
    StoreLocked,     ///< Another process kept the store busy for too long.
    StoreDamaged,    ///< It is a store of ours, but its content is broken.
    StoreForeign,    ///< The file is something else: no database, or another program's.
    StoreTooNew,     ///< A newer version of this program wrote the store.
    StoreUnwritable, ///< The file or its folder can't be written.
    StoreUnreachable, ///< The server of a store doesn't answer, or the line broke before the commit: nothing was changed.
    StoreConflict, ///< The server gave one of several changes up that were in each other's way: nothing was changed.
    StoreFull, ///< The disk is full.
    OutcomeUnknown, ///< The line to the server broke during the commit: it was done or not, and only looking tells.
    LogBroken,   ///< A history, proof or signature is not what it must be.
    Interrupted, ///< The caller asked the call to stop.
    SignInRequired, ///< A service doesn't know who calls: no sign-in, one that ended, or one too old for what is asked.
    TooManyTries, ///< Asked too often; Error::message says when it may be tried again.
    Unreachable, ///< A service doesn't answer, or can't be trusted; nothing is known of what was asked.
    Internal, ///< A fault of ours.
};

/// The code's name in JSON and logs ("notPermitted").
QString toSlug(ErrorCode code);

/// A refusal. `message` is for people: lower case, no full stop, and names the thing.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString message;
    QString field;     ///< The argument at fault, for InvalidArgument.
    QString state;     ///< Slug of the request's state at that moment, if a request was named.
    QString decidedBy; ///< User principal name of who decided, if somebody did.
    std::optional<Timestamp> decidedAt; ///< When it was decided.
    QStringList candidates;             ///< Ids to choose from, for Ambiguous.
    std::optional<std::chrono::seconds>
        retryAfter; ///< When it is worth asking again, for TooManyTries.

    bool operator==(const Error &) const = default;
};

/// True for the codes that concern the store as a whole (the Store… family).
bool isStoreError(ErrorCode code);

/// True where nothing was changed and the same call, made again as a whole, may succeed at once.
bool mayTryAgain(ErrorCode code);

} // namespace lockbox
