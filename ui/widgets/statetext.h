#pragma once

#include "core/domain/permission.h"
#include "ui/widgets/errortext.h"

/// What people read of states, roles, acts and times. Local time first and UTC beside it, unless a column says that it is in UTC.
namespace lockbox::ui {

/// "Pending", "Request expired", "Access ended": never one word for the last two.
QString stateText(RequestState state);
/// "Customer Lockbox access approver"
QString roleName(Role role);

/// "7 h 12 m left", in the last five minutes "4 m 12 s left".
QString timeLeftText(Timestamp deadline, Timestamp now);
/// "4 h", "30 min", "1 h 30 min"
QString spanText(std::chrono::seconds span);

/// "5 February 2026 20:11", local.
QString dateTimeText(Timestamp time);
/// "2026-02-05 19:11 UTC"
QString utcText(Timestamp time);
/// "2026-02-05 19:11:55", for columns whose header says (UTC).
QString utcColumnText(Timestamp time);

} // namespace lockbox::ui
