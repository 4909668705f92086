#pragma once

#include "core/service/locallockbox.h"

namespace lockbox {

/// Makes `folder` with a copy of the store as it is at one moment (`lockbox.store`), and of the keys and pins of its log as they were just before (`log/`),
/// while others go on writing. Refuses to touch a folder that exists, and leaves nothing half done. Returns where the copy's log stands, where this
/// program can read it: the copy of an older store stays as old.
Result<std::optional<LogState>> backUpLocalStore(const QString &path, const QString &folder,
                                  const LocalOptions &options = {});

} // namespace lockbox
