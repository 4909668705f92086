#pragma once

struct sqlite3;

namespace lockbox {

/// What a migration needs of RFC 6962, as SQL functions of one connection: leaf_hash(text), require(condition,
/// message), which stops where the condition does not hold, and over rows in the order of their
/// numbers merkle_root(number, hash) and merkle_frontier(number, hash). Rows without a hash count as none; rows out of order are refused.
void addLogFunctions(sqlite3 *connection);

} // namespace lockbox
