#include "ui/blades/auditlogface.h"

namespace lockbox::ui {

LogBadge::State badgeState(LogWatch::Face face)
{
    switch (face) {
    case LogWatch::Face::Verified: return LogBadge::State::Good;
    case LogWatch::Face::Verifying: return LogBadge::State::Busy;
    case LogWatch::Face::Failed:
    case LogWatch::Face::Alarm: return LogBadge::State::Bad;
    case LogWatch::Face::Hidden:
    case LogWatch::Face::Unverified:
    case LogWatch::Face::Grown: break;
    }
    return LogBadge::State::Open;
}

} // namespace lockbox::ui
