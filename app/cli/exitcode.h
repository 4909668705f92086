#pragma once

#include "core/base/error.h"

namespace lockbox::cli {

/// What the program ends with; scripts rely on the numbers.
enum ExitCode {
    Done = 0,
    OtherFailure = 1,
    UsageError = 2,   ///< Also a value that the core refuses whoever asks.
    NothingFound = 3, ///< Or several found where one was meant.
    NotAllowed = 4,
    WrongMoment = 5, ///< The request's state doesn't allow it, or somebody was faster.
    StoreFailure = 6,
    LogFailure = 7, ///< A history, proof or signature is not what it must be.
};

ExitCode exitCodeOf(ErrorCode code);

} // namespace lockbox::cli
