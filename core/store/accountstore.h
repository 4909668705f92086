#pragma once

#include "core/domain/user.h"
#include "core/store/database.h"

namespace lockbox {

/// A user as it is stored.
struct AccountRow {
    qint64 key = 0;
    User user;
};

/// The tenant's users and their roles.
class AccountStore
{
public:
    explicit AccountStore(Database &database) : m_database(database) {}

    /// AlreadyExists where the user name is taken, in any case.
    Result<qint64> insert(qint64 tenant, const User &user);
    /// By user principal name, any case; nothing where there is none.
    Result<std::optional<AccountRow>> find(qint64 tenant, const QString &userPrincipalName);
    /// All of them, by display name.
    Result<std::vector<AccountRow>> list(qint64 tenant);
    /// Those who hold one of the roles, by display name.
    Result<std::vector<AccountRow>> holders(qint64 tenant, const RoleSet &roles);
    /// Writes addresses, side and roles.
    Result<void> update(const AccountRow &row);
    Result<int> countHolders(qint64 tenant, Role role);

private:
    Result<QString> storedName(qint64 tenant, const QString &userPrincipalName);
    Result<void> writeRoles(qint64 account, const RoleSet &roles);
    Result<std::vector<AccountRow>> read(Statement statement);

    Database &m_database;
};

} // namespace lockbox
