#pragma once

#include "core/service/locallockbox.h"

namespace lockbox::test {

/// The door of a real service on loopback, on that store: each call goes through RemoteLockbox, HTTP and the service's workers. Everybody in the tenant is
/// signed in; who isn't in it, and what only who has the file may ask, goes to the file.
std::unique_ptr<LockboxService> serveStore(const QString &path, const LocalOptions &options);
/// The same on a tenant's part of a store on a server.
std::unique_ptr<LockboxService> servePostgresStore(const QString &url, const TenantId &tenant,
                                                   const LocalOptions &options);

} // namespace lockbox::test
