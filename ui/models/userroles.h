#pragma once

#include <Qt>

/// Columns and roles of the list of users, for the model and for delegates that know no model.
namespace lockbox::ui {

enum class UserColumn {
    DisplayName,
    UserName,
    Roles,
    Email,
    Status,
};
inline constexpr int userColumnCount = 5;

/// Each role holds on every column of a row.
enum UserRole {
    UserNameRole = Qt::UserRole + 101, ///< QString: the user principal name.
    UserSearchTextRole,                ///< QString: all that a search looks at, case folded.
    UserProblemRole,                   ///< bool: no notice can be delivered to this user.
    UserStatusCellRole,                ///< bool: this cell tells the status.
};

} // namespace lockbox::ui
