#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

namespace lockbox {

/// What every call that can be refused returns: a value, or an Error. It must be looked at.
template<typename T>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
    using tl::expected<T, Error>::expected;
};

using Failure = tl::unexpected<Error>;

/// `return failure(ErrorCode::NotFound, message);`
inline Failure failure(ErrorCode code, const QString &message)
{
    return Failure(Error{.code = code, .message = message});
}

/// A value that breaks a rule; `field` is the argument's name as callers know it.
inline Failure invalid(const QString &field, const QString &message)
{
    return Failure(Error{.code = ErrorCode::InvalidArgument, .message = message, .field = field});
}

/// Hands a failed call's error on: `if (!r) return failure(r);`
template<typename T>
Failure failure(const Result<T> &failed)
{
    return Failure(failed.error());
}

} // namespace lockbox
