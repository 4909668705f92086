#pragma once

#include "core/domain/user.h"

#include <QCoreApplication>

namespace lockbox::ui {

/// What Save changes of a user's roles. Roles that are in neither set stay as they are, also those that others changed meanwhile.
struct RoleChange {
    RoleSet added;
    RoleSet removed;

    RoleSet appliedTo(const RoleSet &held) const;

    bool operator==(const RoleChange &) const = default;
};

/// What the roles blade decides, without its widgets: which choice and which boxes are ticked, what that makes of the user's
/// roles, and whether anything would be lost by closing.
class RolesPresenter
{
    Q_DECLARE_TR_FUNCTIONS(RolesPresenter)

public:
    enum class Choice { User, GlobalAdministrator, Customized };

    explicit RolesPresenter(const User &user);

    const User &user() const { return m_user; }
    bool isProvider() const { return m_user.side == Side::Provider; }

    Choice choice() const { return m_choice; }
    void setChoice(Choice choice);

    /// The roles that have a box: the provider's for the provider's people, else all but global administrator.
    std::vector<Role> boxes() const;
    bool isTicked(Role role) const { return m_ticked.contains(role); }
    void setTicked(Role role, bool ticked);
    /// Boxes count only with *Customized administrator*, or on the provider's side.
    bool boxesEnabled() const { return isProvider() || m_choice == Choice::Customized; }

    /// The roles the user would have.
    RoleSet roles() const;
    bool isChanged() const { return roles() != m_user.roles; }
    /// What Save would do; to be applied to the roles as they are then.
    RoleChange change() const;
    /// Why Save can't be pressed yet, or empty.
    QString objection() const;

    /// The store has this user now; roles that were not touched follow, others keep the wish.
    void setStored(const User &user);

private:
    User m_user;
    Choice m_choice = Choice::User;
    RoleSet m_ticked;
    RoleSet m_beside; ///< What is held beside *Global administrator*.
};

} // namespace lockbox::ui
