#pragma once

#include "core/service/locallockbox.h"
#include "core/store/database.h"

namespace lockbox {

/// What is stored of a seed: its texts without white space around them, as far as they are allowed.
Result<StoreSeed> checked(const StoreSeed &seed);

/// Makes the log's key where it wasn't given and has a place.
Result<void> makeLogKey(StoreSeed &seed, const LocalOptions &options);

/// Writes the tenant with its users into tables that have none of it yet, and the first events of its history.
Result<void> plant(Database &database, const StoreSeed &seed, Timestamp now);

} // namespace lockbox
