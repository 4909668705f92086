#include "core/service/serverstore.h"

#include "core/service/localservice.h"
#include "core/service/storefailure.h"
#include "core/service/storelog.h"
#include "core/service/storeseed.h"
#include "core/service/wholestore.h"
#include "core/store/postgresaccess.h"
#include "core/store/postgresschema.h"

namespace lockbox {

static PostgresOptions connectionOf(const QString &url, const TenantId &tenant,
                                    const LocalOptions &options)
{
    return {.url = url, .tenant = tenant.toString(), .busyTimeout = options.busyTimeout};
}

/// As the tables' owner.
static Result<std::unique_ptr<PostgresDatabase>> openWhole(const QString &url)
{
    auto database = PostgresDatabase::open({.url = url, .tenant = {}});
    if (database)
        return database;
    const auto place = postgresPlace(url);
    return place ? Failure(naming(database.error(), *place)) : failure(database);
}

static Result<void> naming(const Result<void> &done, const Database &database)
{
    return done ? done : Failure(naming(done.error(), database.path()));
}

Result<void> preparePostgresStore(const QString &url)
{
    const auto database = openWhole(url);
    if (!database)
        return failure(database);
    const auto version = storedPostgresVersion(**database);
    if (!version)
        return Failure(naming(version.error(), (*database)->path()));
    return naming(*version == 0 ? createPostgresSchema(**database)
                                : checkPostgresVersion(**database),
                  **database);
}

Result<void> migratePostgresStore(const QString &url)
{
    const auto database = openWhole(url);
    return database ? naming(migratePostgresSchema(**database), **database) : failure(database);
}

Result<void> checkPostgresStore(const QString &url)
{
    const auto database = openWhole(url);
    if (!database)
        return failure(database);
    if (auto ok = checkPostgresVersion(**database); !ok)
        return naming(ok, **database);
    return naming(checkPostgresGuards(**database), **database);
}

static Result<void> add(Database &database, const StoreSeed &seed, const LocalOptions &options)
{
    if (auto ok = checkPostgresVersion(database); !ok)
        return ok;
    const SystemClock systemClock;
    auto planted = plant(database, seed, (options.clock ? *options.clock : systemClock).now());
    if (!planted && planted.error().code == ErrorCode::AlreadyExists)
        return failure(ErrorCode::AlreadyExists,
                       QStringLiteral("there is a tenant %1 in %2 already")
                           .arg(seed.tenant.id.toString(), database.path()));
    return planted;
}

Result<void> createPostgresTenant(const QString &url, const StoreSeed &seed,
                                  const LocalOptions &options)
{
    auto checkedSeed = checked(seed);
    if (!checkedSeed)
        return failure(checkedSeed);
    const auto database = PostgresDatabase::open(connectionOf(url, seed.tenant.id, options));
    if (!database)
        return failure(database);
    if (auto ok = makeLogKey(*checkedSeed, options); !ok)
        return ok;
    // The key first: a log whose private key was never kept could not be signed again.
    const auto &key = checkedSeed->logKey;
    const LogKeyFile keyFile(key ? logKeyPath(options, key->verifier()) : QString());
    const bool isNew = !keyFile.path().isEmpty() && !keyFile.exists();
    if (!keyFile.path().isEmpty()) {
        if (auto ok = keyFile.write({.key = *key, .isShared = checkedSeed->demo}); !ok)
            return ok;
    }
    const auto added = add(**database, *checkedSeed, options);
    // Where nobody knows whether it is there, its key stays.
    if (!added && isNew && added.error().code != ErrorCode::OutcomeUnknown)
        keyFile.remove();
    const auto done = added ? StoreLog(**database, options).repin() : added;
    return done ? done : Failure(naming(done.error(), (*database)->path()));
}

static Result<std::unique_ptr<LocalLockbox>> openLockbox(const QString &url, const TenantId &tenant,
                                                         const LocalOptions &options)
{
    auto database = openPostgres(connectionOf(url, tenant, options));
    if (!database)
        return failure(database);
    const QString place = (*database)->path();
    auto service = std::make_unique<LocalLockbox>(std::move(*database), options);
    if (const auto looked = service->look(); !looked)
        return Failure(naming(looked.error(), place));
    return service;
}

Result<std::unique_ptr<LockboxService>> openPostgresStore(const QString &url,
                                                          const TenantId &tenant,
                                                          const LocalOptions &options)
{
    auto service = openLockbox(url, tenant, options);
    return service ? Result<std::unique_ptr<LockboxService>>(std::move(*service))
                   : failure(service);
}

Result<LogVerification> verifyPostgresStore(const QString &url, const TenantId &tenant,
                                            const LogTrust &trust, const LogProgress &progress,
                                            const LocalOptions &options)
{
    const auto database = openPostgres(connectionOf(url, tenant, options));
    return database ? verifyStore(**database, trust, progress, options) : failure(database);
}

Result<LogState> repinPostgresStore(const QString &url, const TenantId &tenant,
                                    const LocalOptions &options)
{
    const auto database = openPostgres(connectionOf(url, tenant, options));
    return database ? repinStore(**database, options) : failure(database);
}

Result<StoreWatch> watchPostgresStore(const QString &url, const TenantId &tenant,
                                      const LocalOptions &options)
{
    auto service = openLockbox(url, tenant, options);
    if (!service)
        return failure(service);
    return [watched = std::shared_ptr<LocalLockbox>(std::move(*service))](
               qint64 after, std::chrono::milliseconds wait, std::stop_token stop) {
        return watched->headAfter(after, wait, std::move(stop));
    };
}

} // namespace lockbox
