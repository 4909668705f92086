#pragma once

#include <Qt>

/// Columns and roles of the list of events, for the model and for delegates that know no model.
namespace lockbox::ui {

enum class EventColumn {
    Time,
    Actor,
    Role,
    What,
    Request,
    Number,
};
inline constexpr int eventColumnCount = 6;

/// Each role holds on every column of a row.
enum EventDataRole {
    EventSeqRole = Qt::UserRole + 201, ///< qint64: the event's number.
    EventKindRole,                     ///< int: an EventKind.
    EventRequestRole,                  ///< QString: the GUID of the request concerned, or empty.
    EventColumnRole,                   ///< int: the EventColumn of a cell.
    EventFlawRole,                     ///< bool: a verification found something wrong with it.
};

} // namespace lockbox::ui
