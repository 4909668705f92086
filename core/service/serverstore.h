#pragma once

#include "core/service/locallockbox.h"

namespace lockbox {

/// Makes the tables of a store in an empty database, as their owner. Nothing is to be done where they are there already.
Result<void> preparePostgresStore(const QString &url);

/// Adds a tenant to a store on a server, as the tables' owner. As createLocalStore() otherwise; AlreadyExists where the tenant is there.
Result<void> createPostgresTenant(const QString &url, const StoreSeed &seed,
                                  const LocalOptions &options = {});

/// As watchLocalStore(), for a tenant's part of a store on a server.
Result<StoreWatch> watchPostgresStore(const QString &url, const TenantId &tenant,
                                      const LocalOptions &options = {});

/// Brings an older store up to date, as its owner.
Result<void> migratePostgresStore(const QString &url);

/// As checkLocalStore(), for all of a store on a server.
Result<void> checkPostgresStore(const QString &url);

/// As verifyLocalStore() and repinLocalStore(), for a tenant's part of a store on a server.
Result<LogVerification> verifyPostgresStore(const QString &url, const TenantId &tenant,
                                            const LogTrust &trust, const LogProgress &progress,
                                            const LocalOptions &options = {});
Result<LogState> repinPostgresStore(const QString &url, const TenantId &tenant,
                                    const LocalOptions &options);

/// Opens a tenant's part of a store on a server, as any account that may do what the service may. `url` is a connection string of libpq.
Result<std::unique_ptr<LockboxService>> openPostgresStore(const QString &url,
                                                          const TenantId &tenant,
                                                          const LocalOptions &options = {});

} // namespace lockbox
