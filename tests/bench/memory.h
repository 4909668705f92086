#pragma once

namespace lockbox::bench {

/// The greatest resident memory of this process so far, in MiB.
double peakMemory();

} // namespace lockbox::bench
