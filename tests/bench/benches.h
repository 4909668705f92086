#pragma once

namespace lockbox::bench {

void registerReads();
void registerDecision();

/// Starts the console and an empty window in turns, and prints how long each takes to its first painting, and the console's
/// greatest memory.
void measureStart();

/// Walks and jumps through the whole list in this process and prints its greatest memory.
int measureMemory();

} // namespace lockbox::bench
