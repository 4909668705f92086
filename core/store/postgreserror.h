#pragma once

#include "core/base/error.h"

namespace lockbox {

/// What a refusal of the server means for callers. Codes: https://www.postgresql.org/docs/15/errcodes-appendix.html; an empty one means that
/// there was no answer.
Error postgresError(const QByteArray &sqlState, const QString &text);

} // namespace lockbox
