#include "core/service/locallockbox.h"

#include "core/domain/validation.h"
#include "core/service/localservice.h"
#include "core/store/newstorefile.h"
#include "core/store/schema.h"
#include "core/store/storefile.h"

#include <QDir>

namespace lockbox {

using namespace std::chrono_literals;

Result<QString> storePath(const QString &location)
{
    static const QString scheme = QStringLiteral("sqlite://");
    QString path = location;
    if (location.startsWith(scheme, Qt::CaseInsensitive))
        path = location.mid(scheme.size());
    else if (location.contains(QStringLiteral("://")))
        return invalid(QStringLiteral("store"),
                       QStringLiteral("\"%1\" is no local store: give a path or sqlite:///PATH")
                           .arg(location));
    if (path.isEmpty())
        return invalid(QStringLiteral("store"),
                       QStringLiteral("store is empty: give a path or sqlite:///PATH"));
    return QDir::cleanPath(QDir::current().absoluteFilePath(path));
}

static Result<Tenant> checked(const Tenant &tenant)
{
    const auto name = checkLine(QStringLiteral("tenant"), tenant.name, TextLimits::name);
    if (!name)
        return failure(name);
    const auto domain = checkDomain(tenant.domain);
    if (!domain)
        return failure(domain);
    const auto provider = checkLine(QStringLiteral("provider"), tenant.provider, TextLimits::name);
    if (!provider)
        return failure(provider);
    return Tenant{.id = tenant.id, .name = *name, .domain = *domain, .provider = *provider};
}

static Result<User> checked(const User &user)
{
    const auto upn = checkUserPrincipalName(user.userPrincipalName);
    if (!upn)
        return failure(upn);
    const auto name = checkLine(QStringLiteral("name"), user.displayName, TextLimits::name);
    if (!name)
        return failure(name);
    const QString field = QStringLiteral("email");
    const auto email = checkOptionalText(field, user.email, TextLimits::name);
    if (!email)
        return failure(email);
    const auto alternateEmail = checkOptionalText(field, user.alternateEmail, TextLimits::name);
    if (!alternateEmail)
        return failure(alternateEmail);
    if (auto ok = checkRoles(user.roles); !ok)
        return failure(ok);
    return User{.userPrincipalName = *upn,
                .displayName = *name,
                .email = *email,
                .alternateEmail = *alternateEmail,
                .side = sideOf(user.roles, user.side),
                .roles = user.roles};
}

/// What is stored of a seed: its texts without white space around them.
static Result<StoreSeed> checked(const StoreSeed &seed)
{
    const auto tenant = checked(seed.tenant);
    if (!tenant)
        return failure(tenant);
    StoreSeed result{.tenant = *tenant, .policy = seed.policy, .users = {}, .demo = seed.demo};
    bool administrator = false;
    for (const User &given : seed.users) {
        const auto user = checked(given);
        if (!user)
            return failure(user);
        administrator = administrator || user->roles.contains(Role::GlobalAdministrator);
        result.users.push_back(*user);
    }
    if (!administrator)
        return invalid(QStringLiteral("admin"),
                       QStringLiteral("a store needs a global administrator"));
    return result;
}

static Result<void> fill(Database &database, const StoreSeed &seed, Timestamp now)
{
    Transaction transaction(database, Transaction::Kind::Write);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    const auto key = TenantStore(database).insert(seed.tenant, seed.policy, seed.demo);
    if (!key)
        return failure(key);
    EventStore events(database);
    Event created{.seq = 0, .at = now, .kind = EventKind::TenantCreated};
    created.after = eventFields(seed.policy);
    created.after.insert(QStringLiteral("tenant"), seed.tenant.id.toString());
    created.after.insert(QStringLiteral("name"), seed.tenant.name);
    created.after.insert(QStringLiteral("domain"), seed.tenant.domain);
    created.after.insert(QStringLiteral("provider"), seed.tenant.provider);
    created.after.insert(QStringLiteral("demo"), seed.demo);
    if (auto stored = events.append(*key, created, 0); !stored)
        return failure(stored);
    AccountStore accounts(database);
    for (const User &user : seed.users) {
        if (auto added = accounts.insert(*key, user); !added)
            return failure(added);
        Event event{.seq = 0, .at = now, .kind = EventKind::UserAdded};
        event.user = user.userPrincipalName;
        event.after = eventFields(user);
        if (auto stored = events.append(*key, event, 0); !stored)
            return failure(stored);
    }
    return transaction.commit();
}

static Result<void> makeFile(const QString &path, const StoreSeed &seed,
                             const LocalOptions &options)
{
    auto database = Database::open(path, options.busyTimeout, true);
    if (!database)
        return failure(database);
    if (auto ok = createSchema(**database); !ok)
        return ok;
    const SystemClock systemClock;
    return fill(**database, seed, (options.clock ? *options.clock : systemClock).now());
}

/// Names the store in an error that doesn't yet.
static Error naming(Error error, const QString &path)
{
    if (isStoreError(error.code) && !error.message.contains(path))
        error.message = QStringLiteral("%1: %2").arg(path, error.message);
    return error;
}

Result<void> createLocalStore(const QString &path, const StoreSeed &seed,
                              const LocalOptions &options)
{
    const auto checkedSeed = checked(seed);
    if (!checkedSeed)
        return failure(checkedSeed);
    NewStoreFile file(path);
    if (auto ok = file.checkPlace(); !ok)
        return ok;
    auto made = makeFile(file.path(), *checkedSeed, options);
    if (made)
        made = file.keep();
    if (made)
        return made;
    return Failure(naming(made.error(), path));
}

static Result<std::unique_ptr<Database>> openDatabase(const QString &path,
                                                      std::chrono::milliseconds busyTimeout)
{
    if (auto ok = inspectStoreFile(path); !ok)
        return failure(ok);
    auto database = Database::open(path, busyTimeout);
    if (!database)
        return Failure(naming(database.error(), path));
    if (auto ok = migrateSchema(**database); !ok)
        return Failure(naming(ok.error(), path));
    return database;
}

Result<std::unique_ptr<LockboxService>> openLocalStore(const QString &path,
                                                       const LocalOptions &options)
{
    auto database = openDatabase(path, options.busyTimeout);
    if (!database)
        return failure(database);
    auto service = std::make_unique<LocalLockbox>(std::move(*database), options);
    if (const auto info = service->info(); !info)
        return Failure(naming(info.error(), path));
    return service;
}

Result<void> setDemoClock(const QString &path, Timestamp shown, const Clock &clock)
{
    const auto database = openDatabase(path, 30s);
    if (!database)
        return failure(database);
    TenantStore tenants(**database);
    const auto tenant = tenants.first();
    if (!tenant)
        return failure(tenant);
    return tenants.updateClockOffset(tenant->key, shown - clock.now());
}

Result<void> checkLocalStore(const QString &path)
{
    const auto database = openDatabase(path, 30s);
    if (!database)
        return failure(database);
    if (auto ok = (*database)->checkIntegrity(); !ok)
        return ok;
    return checkSchema(**database);
}

} // namespace lockbox
