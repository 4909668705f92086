#pragma once

#include "ui/async/logwatch.h"
#include "ui/widgets/logbadge.h"

namespace lockbox::ui {

/// How blades show a face of the log.
LogBadge::State badgeState(LogWatch::Face face);

} // namespace lockbox::ui
