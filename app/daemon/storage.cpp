#include "app/daemon/storage.h"

#include "core/service/filedoors.h"
#include "core/service/serverdoors.h"
#include "core/service/serverstore.h"

#include <QFile>

#include <algorithm>

namespace lockbox::daemon {

Result<QString> ownerUrl(const Configuration &configuration, const QString &given)
{
    const QString url = given.isEmpty() ? qEnvironmentVariable("LOCKBOXD_OWNER_URL") : given;
    if (url.isEmpty())
        return configuration.server.url;
    const auto access = postgresAccess(url);
    if (!access)
        return invalid(QStringLiteral("owner"), access.error().message);
    // Everybody on the machine can read what a program was called with.
    if (!given.isEmpty() && access->hasPassword)
        return invalid(QStringLiteral("owner"),
                       QStringLiteral("--owner holds a password: keep it in a file that PGPASSFILE "
                                      "names, or in LOCKBOXD_OWNER_URL"));
    return url;
}

Result<std::shared_ptr<Doors>> openDoors(const Configuration &configuration)
{
    if (configuration.isOnServer())
        return std::make_shared<ServerDoors>(configuration.server, configuration.localOptions(),
                                             configuration.signIns,
                                             size_t(configuration.connections));
    auto doors = FileDoors::open(configuration.storePath, configuration.localOptions(),
                                 configuration.signIns, size_t(configuration.workers));
    if (!doors)
        return failure(doors);
    return std::shared_ptr<Doors>(std::move(*doors));
}

static Result<void> createFile(const Configuration &configuration, const StoreSeed &seed)
{
    if (auto ok = createLocalStore(configuration.storePath, seed, configuration.localOptions());
        !ok)
        return ok;
    // Hashes of passwords and the key of verification phrases will be in it.
    if (!QFile::setPermissions(configuration.storePath,
                               QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 can't be kept from others").arg(configuration.storePath));
    return {};
}

Result<void> createStore(const Configuration &configuration, const QString &owner,
                         const StoreSeed &seed)
{
    if (!configuration.isOnServer())
        return createFile(configuration, seed);
    if (auto ok = preparePostgresStore(owner); !ok)
        return ok;
    const auto there = ServerDirectory({.url = owner, .tenants = {}}).tenants();
    if (!there)
        return failure(there);
    if (!there->empty())
        return failure(ErrorCode::AlreadyExists,
                       QStringLiteral("there is a store in %1 already, with the tenant %2; others "
                                      "are added by \"lockboxd tenant add\"")
                           .arg(configuration.place(), there->front().name));
    return createPostgresTenant(owner, seed, configuration.localOptions());
}

Result<void> addTenant(const Configuration &configuration, const QString &owner,
                       const StoreSeed &seed)
{
    if (!configuration.isOnServer())
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("%1 is a file and has one tenant: several take a store on a "
                                      "server")
                           .arg(configuration.storePath));
    const auto there = ServerDirectory({.url = owner, .tenants = {}}).tenants();
    if (!there)
        return failure(there);
    for (const Tenant &tenant : *there) {
        if (tenant.domain.compare(seed.tenant.domain.trimmed(), Qt::CaseInsensitive) == 0)
            return failure(ErrorCode::AlreadyExists,
                           QStringLiteral("there is a tenant with the domain %1 already: %2")
                               .arg(tenant.domain, tenant.name));
    }
    return createPostgresTenant(owner, seed, configuration.localOptions());
}

Result<std::vector<Tenant>> tenantsOf(const Configuration &configuration)
{
    if (configuration.isOnServer())
        return ServerDirectory(configuration.server).tenants();
    const auto door = openLocalStore(configuration.storePath, configuration.localOptions());
    if (!door)
        return failure(door);
    const auto info = (*door)->info();
    if (!info)
        return failure(info);
    return std::vector{info->tenant};
}

Result<Tenant> tenantFor(const Configuration &configuration, const QString &named)
{
    const auto all = tenantsOf(configuration);
    if (!all)
        return failure(all);
    if (all->empty())
        return failure(ErrorCode::StoreMissing,
                       QStringLiteral("there is no tenant in %1").arg(configuration.place()));
    if (named.isEmpty() && all->size() == 1)
        return all->front();
    if (named.isEmpty())
        return invalid(
            QStringLiteral("tenant"),
            QStringLiteral("there are %1 tenants: name one with --tenant").arg(all->size()));
    const auto found = std::find_if(all->begin(), all->end(),
                                    [&](const Tenant &one) { return isTenant(one, named); });
    if (found == all->end())
        return failure(
            ErrorCode::NotFound,
            QStringLiteral("there is no tenant \"%1\" in %2").arg(named, configuration.place()));
    return *found;
}

Result<QString> invite(const Configuration &configuration, const QString &url,
                       const TenantId &tenant, const QString &user)
{
    const auto signIns = configuration.isOnServer()
                             ? SignIns::openPostgres(url, tenant, configuration.signIns)
                             : SignIns::open(configuration.storePath, configuration.signIns);
    return signIns ? (*signIns)->invite(user) : failure(signIns);
}

Result<std::unique_ptr<SignIns>> openSignIns(const Configuration &configuration,
                                             const TenantId &tenant)
{
    return configuration.isOnServer()
               ? SignIns::openPostgres(configuration.server.url, tenant, configuration.signIns)
               : SignIns::open(configuration.storePath, configuration.signIns);
}

Result<std::unique_ptr<LocalOutbox>> openOutbox(const Configuration &configuration,
                                                const TenantId &tenant)
{
    const LocalOptions options = configuration.localOptions();
    return configuration.isOnServer()
               ? LocalOutbox::openPostgres(configuration.server.url, tenant, options)
               : LocalOutbox::open(configuration.storePath, options);
}

Result<void> migrateStore(const Configuration &configuration, const QString &owner)
{
    if (configuration.isOnServer())
        return migratePostgresStore(owner);
    const auto door = openLocalStore(configuration.storePath, configuration.localOptions());
    return door ? Result<void>() : failure(door);
}

Result<LogState> repinStore(const Configuration &configuration, const TenantId &tenant)
{
    const LocalOptions options = configuration.localOptions();
    return configuration.isOnServer()
               ? repinPostgresStore(configuration.server.url, tenant, options)
               : repinLocalStore(configuration.storePath, options);
}

Result<void> checkStore(const Configuration &configuration)
{
    if (!configuration.isOnServer())
        return checkLocalStore(configuration.storePath, configuration.localOptions());
    if (auto ok = checkPostgresStore(configuration.server.url); !ok)
        return ok;
    ServerDirectory directory(configuration.server);
    const auto checked = directory.check();
    return checked ? directory.checkTenants() : checked;
}

Result<LogVerification> verifyStore(const Configuration &configuration, const TenantId &tenant)
{
    const LocalOptions options = configuration.localOptions();
    return configuration.isOnServer()
               ? verifyPostgresStore(configuration.server.url, tenant, {}, {}, options)
               : verifyLocalStore(configuration.storePath, {}, {}, options);
}

} // namespace lockbox::daemon
