#pragma once

#include "core/store/database.h"

namespace lockbox {

/// The schema that this program writes: the number of the newest migration.
int schemaVersion();

/// The first schema whose events are leaves of a log.
constexpr int firstSchemaWithLog = 3;

/// The schema that the store has.
Result<int> storedSchemaVersion(Database &database);

/// Makes the tables of a fresh store (schema.sql of its engine), and marks a file as ours.
Result<void> createSchema(Database &database);

/// Brings an older store up to `version` (default: the newest), each migration in a transaction of its own. Starts from
/// nothing where the file is empty. Refuses a newer store.
Result<void> migrateSchema(Database &database, int version = schemaVersion());

/// Whether all that the newest schema has is there, and as it makes it; StoreDamaged names the first that isn't.
Result<void> checkSchema(Database &database);

/// Whether the search index is what the requests' texts give; StoreDamaged where not. Keeps writers waiting meanwhile; does nothing where the
/// store can't be written, and on a server.
Result<void> checkSearch(Database &database);

} // namespace lockbox
