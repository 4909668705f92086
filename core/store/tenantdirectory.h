#pragma once

#include "core/domain/tenant.h"
#include "core/store/database.h"

namespace lockbox {

/// What a tenant waits for.
struct DueTenant {
    TenantId tenant;
    bool hasDeadline = false; ///< A request's deadline has passed, and is not written down.
    bool hasMail = false;     ///< A notice is to be sent.
};

/// Where a tenant's log stands.
struct TenantHead {
    TenantId tenant;
    qint64 size = 0;
};

/// What a service on a server may know of all tenants; nothing else can be seen across them. For a connection that is bound to no tenant.
class TenantDirectory
{
public:
    explicit TenantDirectory(Database &database) : m_database(database) {}

    /// By name.
    Result<std::vector<Tenant>> tenants();
    /// Those that have a user of that name.
    Result<std::vector<TenantId>> tenantsOf(const QString &userPrincipalName);
    /// The one that has issued the one-time code.
    Result<std::vector<TenantId>> tenantsOfCode(const QByteArray &codeHash);
    /// In how many tenants the same name is, at most.
    Result<int> mostTenantsOfAName();
    Result<std::vector<TenantHead>> heads();
    /// Tells the other copies of the service where these tenants' logs stand: "TENANT SIZE" on `channel`.
    Result<std::vector<TenantHead>> notify(const QStringList &tenants);
    static QByteArray channel() { return "lockbox"; }
    Result<std::vector<DueTenant>> due(Timestamp now);
    /// Whether the server takes no changes just now.
    Result<bool> isReadOnly();

private:
    template<typename T, typename Read>
    static Result<std::vector<T>> rows(Statement statement, Read read);

    Database &m_database;
};

} // namespace lockbox
