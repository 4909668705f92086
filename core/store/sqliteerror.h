#pragma once

#include "core/base/error.h"

struct sqlite3;

namespace lockbox {

/// What SQLite's last error on this connection means for callers. Result codes: https://www.sqlite.org/rescode.html
Error toError(sqlite3 *connection);

/// The same for an extended result code and SQLite's own words.
Error toError(int code, const QString &text);

} // namespace lockbox
