#include "core/service/localservice.h"
#include "core/service/storefailure.h"
#include "core/service/wholestore.h"
#include "core/store/schema.h"
#include "core/store/storefile.h"

#include <QStandardPaths>

namespace lockbox {

using namespace std::chrono_literals;

QString userLogFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           + QStringLiteral("/customer-lockbox");
}

/// A new key with which an old store's log begins; nothing where there is no place for it. `made` is its file.
static Result<std::optional<audit::SigningKey>> firstKey(const TenantRow &tenant,
                                                         const LocalOptions &options,
                                                         std::optional<LogKeyFile> &made)
{
    if (options.logFolder.isEmpty() && options.logKeyFile.isEmpty())
        return std::nullopt;
    // A key that is there has signed another log already.
    if (!options.logKeyFile.isEmpty() && LogKeyFile(options.logKeyFile).exists())
        return failure(ErrorCode::AlreadyExists,
                       QStringLiteral("this store is of the time before there was a log and gets a "
                                      "key of its own now, but %1 exists already: name another "
                                      "file for the key, or none")
                           .arg(options.logKeyFile));
    const auto key = audit::SigningKey::generate(logOrigin(tenant.tenant.id).toUtf8());
    if (!key)
        return failure(key);
    const LogKeyFile file(logKeyPath(options, key->verifier()));
    if (auto ok = file.write({.key = *key, .isShared = tenant.demo}); !ok)
        return failure(ok);
    made = file;
    return std::optional(*key);
}

/// Tells in an old store that its history has become a log.
static Result<void> startLog(Database &database, const LocalOptions &options,
                             std::optional<LogKeyFile> &made)
{
    const auto tenant = TenantStore(database).first();
    if (!tenant)
        return failure(tenant);
    const auto key = firstKey(*tenant, options, made);
    if (!key)
        return failure(key);
    LogStore log(database);
    const auto size = log.size(tenant->key);
    if (!size)
        return failure(size);
    const SystemClock systemClock;
    const Timestamp now =
        (options.clock ? *options.clock : systemClock).now() + tenant->clockOffset;
    Event event{.seq = 0, .at = now, .kind = EventKind::LogStarted};
    event.details.insert(QStringLiteral("events"), *size);
    if (*key) {
        const auto verifier = QString::fromUtf8((*key)->verifier().toText());
        event.details.insert(QStringLiteral("logKey"), verifier);
        if (auto ok = log.setVerifier(tenant->key, verifier); !ok)
            return ok;
    }
    if (auto told = EventStore(database).append(tenant->key, event, 0); !told)
        return failure(told);
    if (!*key)
        return {};
    const auto note = log.sign(tenant->key, **key);
    return note ? Result<void>() : failure(note);
}

/// A store whose log was seen here can't be of the time before there was one: it is not given a new past.
static Result<void> checkNeverSeen(Database &database, const LocalOptions &options)
{
    const LogPins pins(options.logFolder, database.path());
    const auto known = pins.read();
    if (!known)
        return failure(known);
    if (known->empty())
        return {};
    return failure(ErrorCode::LogBroken,
                   QStringLiteral("%1 was last seen here with a log of %2 events with the root %3, "
                                  "and now is of the time before there was a log; if that is on "
                                  "purpose, remove %4")
                       .arg(database.path())
                       .arg(known->front().head.size)
                       .arg(known->front().head.root, pins.paths().join(QStringLiteral(" and "))));
}

/// Brings the store's schema up to date. A store of the time before the log gets one, and an event that says so, or stays as it was.
static Result<void> upgrade(Database &database, const LocalOptions &options)
{
    const auto version = storedSchemaVersion(database);
    if (!version)
        return failure(version);
    if (*version >= firstSchemaWithLog || database.isReadOnly())
        return migrateSchema(database);
    Transaction transaction(database, Transaction::Kind::Write);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    // Another process may have done it while this one waited for the lock.
    const auto current = storedSchemaVersion(database);
    if (!current)
        return failure(current);
    if (*current < firstSchemaWithLog) {
        if (auto ok = checkNeverSeen(database, options); !ok)
            return ok;
    }
    std::optional<LogKeyFile> made;
    auto ok = migrateSchema(database);
    if (ok && *current < firstSchemaWithLog)
        ok = startLog(database, options, made);
    // Without its log a key is nothing. After a commit that failed nobody knows which it is.
    if (!ok && made)
        made->remove();
    return ok ? transaction.commit() : ok;
}

/// For what is asked of a log alone: a store of the time before the log is left as it is.
static Result<std::unique_ptr<Database>> openForLog(const QString &path,
                                                    const LocalOptions &options)
{
    if (auto ok = inspectStoreFile(path); !ok)
        return failure(ok);
    auto database = Database::open(path, options.busyTimeout);
    if (!database)
        return Failure(naming(database.error(), path));
    const auto version = storedSchemaVersion(**database);
    if (!version)
        return Failure(naming(version.error(), path));
    if (*version >= firstSchemaWithLog) {
        if (auto ok = migrateSchema(**database); !ok)
            return Failure(naming(ok.error(), path));
        return database;
    }
    if (auto ok = checkNeverSeen(**database, options); !ok)
        return failure(ok);
    return failure(ErrorCode::NotSupported,
                   QStringLiteral("%1 has no log: it is of the time before there was one; whatever "
                                  "reads its requests or users gives it one")
                       .arg(path));
}

static Result<std::unique_ptr<Database>> openDatabase(const QString &path,
                                                      const LocalOptions &options = {})
{
    if (auto ok = inspectStoreFile(path); !ok)
        return failure(ok);
    auto database = Database::open(path, options.busyTimeout);
    if (!database)
        return Failure(naming(database.error(), path));
    if (auto ok = upgrade(**database, options); !ok)
        return Failure(naming(ok.error(), path));
    return database;
}

static Result<std::unique_ptr<LocalLockbox>> openLockbox(const QString &path,
                                                         const LocalOptions &options)
{
    auto database = openDatabase(path, options);
    if (!database)
        return failure(database);
    auto service = std::make_unique<LocalLockbox>(std::move(*database), options);
    if (const auto looked = service->look(); !looked)
        return Failure(naming(looked.error(), path));
    return service;
}

Result<std::unique_ptr<LockboxService>> openLocalStore(const QString &path,
                                                       const LocalOptions &options)
{
    auto service = openLockbox(path, options);
    return service ? Result<std::unique_ptr<LockboxService>>(std::move(*service))
                   : failure(service);
}

Result<StoreWatch> watchLocalStore(const QString &path, const LocalOptions &options)
{
    auto service = openLockbox(path, options);
    if (!service)
        return failure(service);
    return [watched = std::shared_ptr<LocalLockbox>(std::move(*service))](
               qint64 after, std::chrono::milliseconds wait, std::stop_token stop) {
        return watched->headAfter(after, wait, std::move(stop));
    };
}

Result<void> setDemoClock(const QString &path, Timestamp shown, const Clock &clock)
{
    const auto database = openDatabase(path);
    if (!database)
        return failure(database);
    TenantStore tenants(**database);
    const auto tenant = tenants.first();
    if (!tenant)
        return failure(tenant);
    return tenants.updateClockOffset(tenant->key, shown - clock.now());
}

Result<void> checkLocalStore(const QString &path, const LocalOptions &options)
{
    const auto database = openDatabase(path, options);
    if (!database)
        return failure(database);
    if (auto ok = (*database)->checkIntegrity(); !ok)
        return ok;
    if (auto ok = checkSchema(**database); !ok)
        return ok;
    return checkSearch(**database);
}

Result<LogVerification> verifyLocalStore(const QString &path, const LogTrust &trust,
                                         const LogProgress &progress, const LocalOptions &options)
{
    const auto database = openForLog(path, options);
    if (!database)
        return failure(database);
    return verifyStore(**database, trust, progress, options);
}

Result<LogState> localLogState(const QString &path, const LocalOptions &options)
{
    const auto database = openForLog(path, options);
    if (!database)
        return failure(database);
    return StoreLog(**database, options).state();
}

Result<QByteArray> localCheckpoint(const QString &path, const LocalOptions &options)
{
    const auto database = openForLog(path, options);
    if (!database)
        return failure(database);
    return StoreLog(**database, options).checkpoint();
}

Result<LogState> repinLocalStore(const QString &path, const LocalOptions &options)
{
    const auto database = openForLog(path, options);
    if (!database)
        return failure(database);
    return repinStore(**database, options);
}

} // namespace lockbox
