#include "core/service/locallockbox.h"

#include "core/domain/eventfields.h"
#include "core/domain/validation.h"
#include "core/service/localservice.h"
#include "core/service/storefailure.h"
#include "core/store/newstorefile.h"
#include "core/store/schema.h"

#include <QDir>
#include <QFile>

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
    StoreSeed result{.tenant = *tenant,
                     .policy = seed.policy,
                     .users = {},
                     .demo = seed.demo,
                     .logKey = seed.logKey};
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

/// Texts of a key, or of none.
static QString verifierOf(const StoreSeed &seed)
{
    return seed.logKey ? QString::fromUtf8(seed.logKey->verifier().toText()) : QString();
}

static Event creation(const StoreSeed &seed, Timestamp now)
{
    Event created{.seq = 0, .at = now, .kind = EventKind::TenantCreated};
    created.after = eventFields(seed.policy);
    const QJsonObject tenant = eventFields(seed.tenant, seed.demo);
    for (auto it = tenant.begin(); it != tenant.end(); ++it)
        created.after.insert(it.key(), it.value());
    if (seed.logKey)
        created.details.insert(QStringLiteral("logKey"), verifierOf(seed));
    return created;
}

static Result<void> fill(Database &database, const StoreSeed &seed, Timestamp now)
{
    Transaction transaction(database, Transaction::Kind::Write);
    if (auto ok = transaction.begun(); !ok)
        return ok;
    const auto key =
        TenantStore(database).insert(seed.tenant, seed.policy, seed.demo, verifierOf(seed));
    if (!key)
        return failure(key);
    EventStore events(database);
    if (auto stored = events.append(*key, creation(seed, now), 0); !stored)
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
    if (seed.logKey) {
        if (auto note = LogStore(database).sign(*key, *seed.logKey); !note)
            return failure(note);
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

/// Makes the log's key where it wasn't given and has a place.
static Result<void> makeLogKey(StoreSeed &seed, const LocalOptions &options)
{
    if (seed.logKey || (options.logFolder.isEmpty() && options.logKeyFile.isEmpty()))
        return {};
    if (!options.logKeyFile.isEmpty() && LogKeyFile(options.logKeyFile).exists())
        return failure(
            ErrorCode::AlreadyExists,
            QStringLiteral("%1 exists already; nothing was changed").arg(options.logKeyFile));
    const auto key = audit::SigningKey::generate(logOrigin(seed.tenant.id).toUtf8());
    if (!key)
        return failure(key);
    seed.logKey = *key;
    return {};
}

static Result<void> makeStore(const QString &path, const StoreSeed &seed,
                              const LocalOptions &options)
{
    NewStoreFile file(path);
    if (auto ok = file.checkPlace(); !ok)
        return ok;
    if (auto ok = makeFile(file.path(), seed, options); !ok)
        return ok;
    return file.keep();
}

Result<void> createLocalStore(const QString &path, const StoreSeed &seed,
                              const LocalOptions &options)
{
    auto checkedSeed = checked(seed);
    if (!checkedSeed)
        return failure(checkedSeed);
    if (auto ok = NewStoreFile(path).checkPlace(); !ok)
        return ok;
    if (auto ok = makeLogKey(*checkedSeed, options); !ok)
        return ok;
    // The key first: a store whose private key was never kept could not be signed again.
    const auto &key = checkedSeed->logKey;
    const LogKeyFile keyFile(key ? logKeyPath(options, key->verifier()) : QString());
    const bool isNew = !keyFile.path().isEmpty() && !keyFile.exists();
    if (!keyFile.path().isEmpty()) {
        if (auto ok = keyFile.write({.key = *key, .isShared = checkedSeed->demo}); !ok)
            return ok;
    }
    auto made = makeStore(path, *checkedSeed, options);
    // Whatever was at this place before: this one is expected from now on.
    const bool isMade = made.has_value();
    if (made) {
        if (const auto pinned = repinLocalStore(path, options); !pinned)
            made = failure(pinned);
    }
    if (!made && isMade)
        QFile::remove(path);
    if (!made && isNew)
        keyFile.remove();
    return made ? made : Failure(naming(made.error(), path));
}

} // namespace lockbox
