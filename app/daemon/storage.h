#pragma once

#include "app/daemon/configuration.h"
#include "core/service/doors.h"
#include "core/service/localoutbox.h"

namespace lockbox::daemon {

/// Who owns the tables on a server: a connection string for what changes them. From the environment, LOCKBOXD_OWNER_URL, unless `given`, which may hold no
/// password; else the service's own.
Result<QString> ownerUrl(const Configuration &configuration, const QString &given);

/// The doors of all tenants that are served. On a server they connect later.
Result<std::shared_ptr<Doors>> openDoors(const Configuration &configuration);

/// Makes the store with its first tenant: a file, or the tables on a server where they are missing. AlreadyExists where there is a tenant.
Result<void> createStore(const Configuration &configuration, const QString &owner,
                         const StoreSeed &seed);
/// A further tenant on a server.
Result<void> addTenant(const Configuration &configuration, const QString &owner,
                       const StoreSeed &seed);
Result<std::vector<Tenant>> tenantsOf(const Configuration &configuration);
/// The one that is named by id or domain; the only one where none is.
Result<Tenant> tenantFor(const Configuration &configuration, const QString &named);

/// A one-time code for a user.
Result<QString> invite(const Configuration &configuration, const QString &url,
                       const TenantId &tenant, const QString &user);
Result<std::unique_ptr<SignIns>> openSignIns(const Configuration &configuration,
                                             const TenantId &tenant);
Result<std::unique_ptr<LocalOutbox>> openOutbox(const Configuration &configuration,
                                                const TenantId &tenant);
Result<void> migrateStore(const Configuration &configuration, const QString &owner);
Result<LogState> repinStore(const Configuration &configuration, const TenantId &tenant);
/// Tables, indexes and guards.
Result<void> checkStore(const Configuration &configuration);
Result<LogVerification> verifyStore(const Configuration &configuration, const TenantId &tenant);

} // namespace lockbox::daemon
