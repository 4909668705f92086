#include "core/domain/eventfields.h"
#include "core/domain/validation.h"
#include "core/service/localservice.h"

#include <algorithm>

namespace lockbox {

using rules::Operation;

Result<AccountRow> LocalLockbox::findAccount(const Scene &scene, const QString &userPrincipalName)
{
    const auto row = m_accounts.find(scene.key(), userPrincipalName.trimmed());
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::NotFound,
                       QStringLiteral("there is no user \"%1\"").arg(userPrincipalName.left(256)));
    return **row;
}

Result<void> LocalLockbox::tellUserEvent(const Scene &scene, EventKind kind, Role role,
                                         const QString &user, const QJsonObject &before,
                                         const QJsonObject &after)
{
    Event event = scene.event(kind);
    event.actorRole = role;
    event.user = user;
    event.before = differing(before, after);
    event.after = differing(after, before);
    return tell(scene.tenant, event, 0);
}

Result<std::vector<User>> LocalLockbox::users(const Session &session, const UserQuery &query)
{
    return reading<std::vector<User>>(session, [&](const Scene &here) -> Result<std::vector<User>> {
        if (const auto role = rules::permission(here.actor, Operation::ReadUsers); !role)
            return failure(role);
        const auto rows = m_accounts.list(here.key());
        if (!rows)
            return failure(rows);
        const QString part = query.search.trimmed();
        std::vector<User> users;
        for (const AccountRow &row : *rows) {
            const User &user = row.user;
            const bool fits = user.displayName.contains(part, Qt::CaseInsensitive)
                              || user.userPrincipalName.contains(part, Qt::CaseInsensitive)
                              || user.email.contains(part, Qt::CaseInsensitive);
            if (fits && (!query.side || user.side == *query.side))
                users.push_back(user);
        }
        return users;
    });
}

Result<User> LocalLockbox::user(const Session &session, const QString &userPrincipalName)
{
    return reading<User>(session, [&](const Scene &here) -> Result<User> {
        const auto row = findAccount(here, userPrincipalName);
        const bool self = row && row->user.userPrincipalName == here.actor.userPrincipalName;
        if (const auto role = rules::permission(here.actor, Operation::ReadUsers); !role && !self)
            return failure(role);
        return row ? Result<User>(row->user) : failure(row);
    });
}

static Result<User> checked(const NewUser &wish)
{
    const auto name = checkUserPrincipalName(wish.userPrincipalName);
    if (!name)
        return failure(name);
    const auto displayName = checkLine(QStringLiteral("name"), wish.displayName, TextLimits::name);
    if (!displayName)
        return failure(displayName);
    const auto email = checkEmail(QStringLiteral("email"), wish.email);
    if (!email)
        return failure(email);
    const auto alternate = checkEmail(QStringLiteral("alternate-email"), wish.alternateEmail);
    if (!alternate)
        return failure(alternate);
    return User{.userPrincipalName = *name,
                .displayName = *displayName,
                .email = *email,
                .alternateEmail = *alternate,
                .side = wish.side,
                .roles = {}};
}

Result<User> LocalLockbox::addUser(const Session &session, const NewUser &wish)
{
    return writing<User>(session, [&](const Scene &here) -> Result<User> {
        const auto role = rules::permission(here.actor, Operation::ManageUsers);
        if (!role)
            return failure(role);
        const auto user = checked(wish);
        if (!user)
            return failure(user);
        const auto key = m_accounts.insert(here.key(), *user);
        if (!key && key.error().code == ErrorCode::AlreadyExists)
            return failure(
                ErrorCode::AlreadyExists,
                QStringLiteral("there is a user \"%1\" already").arg(user->userPrincipalName));
        if (!key)
            return failure(key);
        if (auto ok = tellUserEvent(here, EventKind::UserAdded, *role, user->userPrincipalName, {},
                                    eventFields(*user));
            !ok)
            return failure(ok);
        return *user;
    });
}

Result<User> LocalLockbox::setRoles(const Session &session, const QString &userPrincipalName,
                                    const RoleSet &roles)
{
    return writing<User>(session, [&](const Scene &here) -> Result<User> {
        const auto role = rules::permission(here.actor, Operation::ManageUsers);
        if (!role)
            return failure(role);
        const auto row = findAccount(here, userPrincipalName);
        if (!row)
            return failure(row);
        if (auto ok = checkRoles(roles); !ok)
            return failure(ok);
        const bool loses = row->user.roles.contains(Role::GlobalAdministrator)
                           && !roles.contains(Role::GlobalAdministrator);
        const auto holders = m_accounts.countHolders(here.key(), Role::GlobalAdministrator);
        if (!holders)
            return failure(holders);
        if (loses && *holders <= 1)
            return failure(ErrorCode::WrongState,
                           QStringLiteral("%1 is the last global administrator and must stay one")
                               .arg(row->user.userPrincipalName));
        AccountRow next = *row;
        next.user.roles = roles;
        next.user.side = sideOf(roles, row->user.side);
        if (auto ok = checkSeen(here, session, [&] { return Result<User>(row->user); }); !ok)
            return failure(ok);
        if (next.user == row->user)
            return next.user;
        if (auto ok = m_accounts.update(next); !ok)
            return failure(ok);
        if (auto ok =
                tellUserEvent(here, EventKind::UserRolesChanged, *role, next.user.userPrincipalName,
                              eventFields(row->user), eventFields(next.user));
            !ok)
            return failure(ok);
        return next.user;
    });
}

template<typename Change>
Result<User> LocalLockbox::changeAddresses(const Session &session, const QString &userPrincipalName,
                                           Change change)
{
    return writing<User>(session, [&](const Scene &here) -> Result<User> {
        const auto role = rules::permission(here.actor, Operation::ManageUsers);
        if (!role)
            return failure(role);
        const auto row = findAccount(here, userPrincipalName);
        if (!row)
            return failure(row);
        AccountRow next = *row;
        if (auto ok = change(next.user); !ok)
            return failure(ok);
        if (auto ok = checkSeen(here, session, [&] { return Result<User>(row->user); }); !ok)
            return failure(ok);
        if (next.user == row->user)
            return next.user;
        if (auto ok = m_accounts.update(next); !ok)
            return failure(ok);
        if (auto ok =
                tellUserEvent(here, EventKind::UserEmailChanged, *role, next.user.userPrincipalName,
                              eventFields(row->user), eventFields(next.user));
            !ok)
            return failure(ok);
        return next.user;
    });
}

Result<User> LocalLockbox::setEmail(const Session &session, const QString &userPrincipalName,
                                    const QString &email)
{
    return changeAddresses(session, userPrincipalName, [&](User &user) -> Result<void> {
        const auto address = checkEmail(QStringLiteral("email"), email);
        if (!address)
            return failure(address);
        user.email = *address;
        return {};
    });
}

Result<User> LocalLockbox::setAlternateEmail(const Session &session,
                                             const QString &userPrincipalName, const QString &email)
{
    return changeAddresses(session, userPrincipalName, [&](User &user) -> Result<void> {
        const auto address = checkEmail(QStringLiteral("alternate-email"), email);
        if (!address)
            return failure(address);
        user.alternateEmail = *address;
        return {};
    });
}

Result<Policy> LocalLockbox::policy(const Session &session)
{
    return reading<Policy>(session, [&](const Scene &here) -> Result<Policy> {
        if (const auto role = rules::permission(here.actor, Operation::ReadSettings); !role)
            return failure(role);
        return here.tenant.policy;
    });
}

Result<bool> LocalLockbox::canTellAnybody(const Scene &scene)
{
    const auto told = recipients(scene);
    if (!told)
        return failure(told);
    return std::ranges::any_of(*told,
                               [](const rules::Recipient &one) { return !one.address.isEmpty(); });
}

Result<Policy> LocalLockbox::changePolicy(const Session &session, const PolicyChange &change)
{
    return writing<Policy>(session, [&](const Scene &here) -> Result<Policy> {
        const auto role = rules::permission(here.actor, Operation::ChangeSettings);
        if (!role)
            return failure(role);
        const auto next = applied(change, here.tenant.policy);
        if (!next)
            return next;
        if (auto ok = checkSeen(here, session, [&] { return Result<Policy>(here.tenant.policy); });
            !ok)
            return failure(ok);
        if (*next == here.tenant.policy)
            return next;
        if (next->requireApproval && !here.tenant.policy.requireApproval
            && !change.acceptUnreachable) {
            const auto reachable = canTellAnybody(here);
            if (!reachable)
                return failure(reachable);
            if (!*reachable)
                return failure(ErrorCode::WrongState,
                               QStringLiteral("nobody would hear of a request: no approver has a "
                                              "well-formed e-mail address; give one of them an "
                                              "address, or say that it should be so"));
        }
        if (auto ok = m_tenants.updatePolicy(here.key(), *next); !ok)
            return failure(ok);
        if (auto ok = tellUserEvent(here, EventKind::SettingChanged, *role, {},
                                    eventFields(here.tenant.policy), eventFields(*next));
            !ok)
            return failure(ok);
        return next;
    });
}

} // namespace lockbox
