#include "ui/blades/rolespresenter.h"

namespace lockbox::ui {

namespace {

using Choice = RolesPresenter::Choice;

Choice choiceOf(const RoleSet &roles)
{
    if (roles.contains(Role::GlobalAdministrator))
        return Choice::GlobalAdministrator;
    return roles.isEmpty() ? Choice::User : Choice::Customized;
}

RoleSet without(RoleSet roles, Role role)
{
    roles.remove(role);
    return roles;
}

/// What leads from one set of roles to another.
RoleChange difference(const RoleSet &from, const RoleSet &to)
{
    RoleChange change;
    for (const RoleInfo &info : allRoles()) {
        if (from.contains(info.role) != to.contains(info.role))
            (to.contains(info.role) ? change.added : change.removed).insert(info.role);
    }
    return change;
}

} // namespace

RoleSet RoleChange::appliedTo(const RoleSet &held) const
{
    RoleSet roles = held;
    for (Role role : added.toVector())
        roles.insert(role);
    for (Role role : removed.toVector())
        roles.remove(role);
    return roles;
}

RolesPresenter::RolesPresenter(const User &user)
    : m_user(user),
      m_choice(choiceOf(user.roles)),
      m_ticked(without(user.roles, Role::GlobalAdministrator)),
      m_beside(m_ticked)
{}

void RolesPresenter::setChoice(Choice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    // Global administrator includes all others; who becomes one needs none beside it, who is one keeps them.
    m_beside = m_user.roles.contains(Role::GlobalAdministrator)
                   ? without(m_user.roles, Role::GlobalAdministrator)
                   : RoleSet();
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
    RoleSet roles = m_beside;
    roles.insert(Role::GlobalAdministrator);
    return roles;
}

RoleChange RolesPresenter::change() const
{
    RoleChange change = difference(m_user.roles, roles());
    // "No administrator access" is said of every role, also of one that was given meanwhile.
    if (!isProvider() && m_choice == Choice::User && isChanged()) {
        for (const RoleInfo &info : allRoles())
            change.removed.insert(info.role);
    }
    return change;
}

QString RolesPresenter::objection() const
{
    if (!isProvider() && m_choice == Choice::Customized && m_ticked.isEmpty())
        return tr("Tick at least one role, or choose “User (no administrator access)”.");
    return {};
}

void RolesPresenter::setStored(const User &user)
{
    const RoleSet before = without(m_user.roles, Role::GlobalAdministrator);
    const RoleSet wish = change().appliedTo(user.roles);
    const bool touched = m_choice != choiceOf(m_user.roles) || m_ticked != before;
    m_ticked =
        difference(before, m_ticked).appliedTo(without(user.roles, Role::GlobalAdministrator));
    m_beside = without(wish, Role::GlobalAdministrator);
    m_user = user;
    // Boxes that are being ticked stay in reach, also while none is.
    if (m_choice != Choice::Customized || !touched || wish.contains(Role::GlobalAdministrator))
        m_choice = choiceOf(wish);
}

} // namespace lockbox::ui
