#include "core/service/storeseed.h"

#include "core/domain/eventfields.h"
#include "core/domain/validation.h"
#include "core/service/logkeyfile.h"
#include "core/store/accountstore.h"
#include "core/store/eventstore.h"
#include "core/store/tenantstore.h"

namespace lockbox {

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

Result<StoreSeed> checked(const StoreSeed &seed)
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

Result<void> plant(Database &database, const StoreSeed &seed, Timestamp now)
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

Result<void> makeLogKey(StoreSeed &seed, const LocalOptions &options)
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

} // namespace lockbox
