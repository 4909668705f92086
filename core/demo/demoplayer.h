#pragma once

#include "core/demo/demo.h"

namespace lockbox::demo {

/// Seeds the requests' ids from the demo's seed.
quint64 idSeed(const DemoOptions &options);

/// Lives through the demo's year in the fresh demo store at `path`: every step is a call of the service, with the clock set to
/// the step's time. All of it is one transaction.
Result<void> playDemo(const QString &path, const DemoOptions &options, const Progress &progress);

} // namespace lockbox::demo
