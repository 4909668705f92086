#include "app/cli/exitcode.h"

namespace lockbox::cli {

ExitCode exitCodeOf(ErrorCode code)
{
    if (isStoreError(code))
        return StoreFailure;
    switch (code) {
    case ErrorCode::InvalidArgument: return UsageError;
    case ErrorCode::NotFound:
    case ErrorCode::Ambiguous: return NothingFound;
    case ErrorCode::NotPermitted:
    case ErrorCode::SignInRequired:
    case ErrorCode::TooManyTries: return NotAllowed;
    case ErrorCode::WrongState:
    case ErrorCode::ChangedMeanwhile: return WrongMoment;
    case ErrorCode::LogBroken: return LogFailure;
    default: return OtherFailure;
    }
}

} // namespace lockbox::cli
