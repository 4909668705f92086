#pragma once

#include "core/domain/requestquery.h"

#include <string>

namespace lockbox::bench {

/// The statement that the product runs for a page of the customer's list.
std::string pageSql(const RequestQuery &query);

void registerReads();
/// The same page through Qt Sql, which the store does without.
void registerQtSql();
void registerDecision();
/// Hashing the log: leaves into a tree, and the same bytes through OpenSSL alone.
void registerLog();

/// Prints how long the proof of a leaf of the store's log takes.
void measureProofs();

/// Starts the console and an empty window in turns, and prints how long each takes to its first painting, and the console's
/// greatest memory.
void measureStart();

/// Walks and jumps through the whole list in this process and prints its greatest memory.
int measureMemory();

} // namespace lockbox::bench
