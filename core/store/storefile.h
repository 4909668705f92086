#pragma once

#include "core/base/result.h"

namespace lockbox {

/// What makes an SQLite file ours: its application_id, "LKBX".
constexpr int storeApplicationId = 0x4c4b4258;

/// Looks at the file's header before SQLite reads it: missing, no database, another program's, newer than this program, or cut off.
/// Reads the first 100 bytes only (https://www.sqlite.org/fileformat.html#the_database_header).
Result<void> inspectStoreFile(const QString &path);

} // namespace lockbox
