#pragma once

#include "core/base/result.h"

namespace lockbox {

/// Names the store in an error that doesn't yet.
inline Error naming(Error error, const QString &path)
{
    if (isStoreError(error.code) && !error.message.contains(path))
        error.message = QStringLiteral("%1: %2").arg(path, error.message);
    return error;
}

} // namespace lockbox
