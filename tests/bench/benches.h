#pragma once

namespace lockbox::bench {

void registerReads();
void registerDecision();

/// Walks and jumps through the whole list in this process and prints its greatest memory.
int measureMemory();

} // namespace lockbox::bench
