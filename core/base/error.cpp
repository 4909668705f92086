#include "core/base/error.h"

namespace lockbox {

QString toSlug(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument: return QStringLiteral("invalidArgument");
    case ErrorCode::NotFound: return QStringLiteral("notFound");
    case ErrorCode::Ambiguous: return QStringLiteral("ambiguous");
    case ErrorCode::AlreadyExists: return QStringLiteral("alreadyExists");
    case ErrorCode::NotPermitted: return QStringLiteral("notPermitted");
    case ErrorCode::WrongState: return QStringLiteral("wrongState");
    case ErrorCode::ChangedMeanwhile: return QStringLiteral("changedMeanwhile");
    case ErrorCode::NotSupported: return QStringLiteral("notSupported");
    case ErrorCode::StoreMissing: return QStringLiteral("storeMissing");
    case ErrorCode::StoreLocked: return QStringLiteral("storeLocked");
    case ErrorCode::StoreDamaged: return QStringLiteral("storeDamaged");
    case ErrorCode::StoreForeign: return QStringLiteral("storeForeign");
    case ErrorCode::StoreTooNew: return QStringLiteral("storeTooNew");
    case ErrorCode::StoreUnwritable: return QStringLiteral("storeUnwritable");
    case ErrorCode::StoreUnreachable: return QStringLiteral("storeUnreachable");
    case ErrorCode::StoreConflict: return QStringLiteral("storeConflict");
    case ErrorCode::StoreFull: return QStringLiteral("storeFull");
    case ErrorCode::OutcomeUnknown: return QStringLiteral("outcomeUnknown");
    case ErrorCode::LogBroken: return QStringLiteral("logBroken");
    case ErrorCode::Interrupted: return QStringLiteral("interrupted");
    case ErrorCode::SignInRequired: return QStringLiteral("signInRequired");
    case ErrorCode::TooManyTries: return QStringLiteral("tooManyTries");
    case ErrorCode::Unreachable: return QStringLiteral("unreachable");
    case ErrorCode::Internal: break;
    }
    return QStringLiteral("internal");
}

bool isStoreError(ErrorCode code)
{
    return code >= ErrorCode::StoreMissing && code <= ErrorCode::StoreFull;
}

bool mayTryAgain(ErrorCode code)
{
    return code == ErrorCode::StoreConflict || code == ErrorCode::StoreUnreachable;
}

} // namespace lockbox
