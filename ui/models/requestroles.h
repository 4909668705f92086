#pragma once

#include <Qt>

/// Columns and roles of a list of requests, for the model and for delegates that know no model.
namespace lockbox::ui {

enum class RequestColumn {
    Reference,
    DateRequested,
    Requestor,
    ActionStatus,
    Service,
    Reason,
    TimeLeft,
    DecidedBy,
};
inline constexpr int requestColumnCount = 8;

/// Each role holds on every column of a row, but SecondTextRole.
enum RequestRole {
    RequestIdRole = Qt::UserRole + 1, ///< QString: the request's GUID.
    RequestStateRole,                 ///< int: a RequestState.
    SecondsLeftRole, ///< qint64: until the clock alone changes the request; invalid where it won't.
    RequestColumnRole, ///< int: the RequestColumn of a cell.
    SecondTextRole,    ///< QString: what stands behind a cell's text, less prominent; may be empty.
};

} // namespace lockbox::ui
