#pragma once

#include "core/store/postgresdatabase.h"

namespace lockbox {

/// The schema that this program writes on a server.
constexpr int postgresSchemaVersion = 3;

/// Opens a tenant's part of a store on a server. Refuses a database without a store, one of another version, and a tenant that isn't there.
Result<std::unique_ptr<Database>> openPostgres(const PostgresOptions &options);

/// Makes the tables of a fresh store (sql/postgres/schema.sql), as their owner.
Result<void> createPostgresSchema(Database &database);

/// The schema that the store has; 0 where the database has none.
Result<int> storedPostgresVersion(Database &database);

/// Brings an older store up to `version`, as its owner: all steps (sql/migrations/postgres) in one transaction, and by one at a time. Refuses a
/// newer store, and a database without one.
Result<void> migratePostgresSchema(Database &database, int version = postgresSchemaVersion);

/// Whether the schema is this program's; says what to do where not.
Result<void> checkPostgresVersion(Database &database);

/// Whether what guards the rows is there, and nothing else changes them; StoreDamaged names the first that isn't.
Result<void> checkPostgresGuards(Database &database);

} // namespace lockbox
