#include "ui/blades/rolespresenter.h"

namespace lockbox::ui {

RolesPresenter::RolesPresenter(const User &user) : m_user(user)
{
    takeFrom(user.roles);
}

void RolesPresenter::takeFrom(const RoleSet &roles)
{
    m_ticked = roles;
    m_ticked.remove(Role::GlobalAdministrator);
    if (roles.contains(Role::GlobalAdministrator))
        m_choice = Choice::GlobalAdministrator;
    else
        m_choice = roles.isEmpty() ? Choice::User : Choice::Customized;
}

std::vector<Role> RolesPresenter::boxes() const
{
    std::vector<Role> roles;
    for (const RoleInfo &info : allRoles()) {
        if (info.side == m_user.side && info.role != Role::GlobalAdministrator)
            roles.push_back(info.role);
    }
    return roles;
}

void RolesPresenter::setTicked(Role role, bool ticked)
{
    if (ticked)
        m_ticked.insert(role);
    else
        m_ticked.remove(role);
}

RoleSet RolesPresenter::roles() const
{
    if (isProvider() || m_choice == Choice::Customized)
        return m_ticked;
    if (m_choice == Choice::User)
        return {};
    // Global administrator includes all others; those held beside it stay as they are unless the choice itself was made anew.
    RoleSet roles = m_user.roles.contains(Role::GlobalAdministrator) ? m_user.roles : RoleSet{};
    roles.insert(Role::GlobalAdministrator);
    return roles;
}

QString RolesPresenter::objection() const
{
    if (!isProvider() && m_choice == Choice::Customized && m_ticked.isEmpty())
        return tr("Tick at least one role, or choose “User (no administrator access)”.");
    return {};
}

void RolesPresenter::setStored(const User &user)
{
    const bool touched = isChanged();
    m_user = user;
    if (!touched)
        takeFrom(user.roles);
}

} // namespace lockbox::ui
