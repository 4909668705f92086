#pragma once

#include "core/base/result.h"

namespace lockbox::daemon {

/// Whether a connection can be made to any address of the host; nothing is said over it. The name's resolving takes its own time.
Result<void> tryConnection(const QString &host, int port, std::chrono::milliseconds patience);

} // namespace lockbox::daemon
