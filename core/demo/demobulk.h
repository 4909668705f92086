#pragma once

#include "core/demo/demo.h"

namespace lockbox::demo {

/// Fills the fresh demo store at `path` with the demo's year as playDemo() does, for many requests: the same steps go through the
/// same rules in memory, and rows and events are written in bulk. The content is the same, byte for byte.
Result<void> loadDemo(const QString &path, const DemoOptions &options, const Progress &progress);

} // namespace lockbox::demo
