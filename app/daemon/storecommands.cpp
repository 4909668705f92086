#include "app/daemon/storecommands.h"

#include "core/domain/validation.h"
#include "core/service/serverstore.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace lockbox::daemon {

namespace {

QString text(const std::string &given)
{
    return QString::fromStdString(given);
}

void print(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
}

/// By whoever that connection string is, where the store is on a server.
Result<void> printCode(const Configuration &configuration, const QString &url,
                       const TenantId &tenant, const QString &user)
{
    if (!configuration.takesPasswords)
        return failure(
            ErrorCode::NotSupported,
            QStringLiteral("a one-time code sets a password, and this service takes none: "
                           "%1 signs in at %2")
                .arg(user, configuration.oidc->place.issuer));
    const auto code = invite(configuration, url, tenant, user);
    if (!code)
        return failure(code);
    const auto hours =
        std::chrono::duration_cast<std::chrono::hours>(configuration.signIns.invitation);
    print(QStringLiteral("One-time code for %1, good for %2 h: %3")
              .arg(user)
              .arg(hours.count())
              .arg(*code));
    print(QStringLiteral(
              "It sets the password: lockbox --store https://HOST:PORT sign-in --as %1 --code")
              .arg(user));
    return {};
}

/// The service may not be let in yet: making the store was the owner's work.
void printAccess(const Configuration &configuration, const TenantId &tenant)
{
    const auto door =
        openPostgresStore(configuration.server.url, tenant, configuration.localOptions());
    if (!door)
        print(QStringLiteral("The service can't use it yet: %1. Its account needs GRANT "
                             "lockbox_service TO …")
                  .arg(door.error().message));
}

} // namespace

void StoreCommands::declare(CLI::App &app, std::function<void(Command)> chosen)
{
    CLI::App *create = app.add_subcommand(
        "init", "Makes the store with its first global administrator, and prints a one-time code "
                "for signing in.");
    create->add_option("--tenant", m_tenant, "The customer's name")->required();
    addSeedOptions(*create);
    create->callback([this, chosen] {
        chosen([this](const Configuration &configuration) {
            return plant(configuration, createStore);
        });
    });
    CLI::App *code =
        app.add_subcommand("invite", "Prints a one-time code with which a user sets a password.");
    code->add_option("UPN", m_user, "Whose password")->required();
    code->callback([this, chosen] { chosen([this](const auto &given) { return invite(given); }); });
    CLI::App *upgrade = app.add_subcommand("migrate", "Brings an older store up to date.");
    addOwnerOption(*upgrade);
    upgrade->callback(
        [this, chosen] { chosen([this](const auto &given) { return migrate(given); }); });
    CLI::App *again = app.add_subcommand(
        "repin", "Takes the log as it is now, after a backup was put back on purpose.");
    again->callback([this, chosen] { chosen([this](const auto &given) { return repin(given); }); });
    for (CLI::App *sub : {code, again})
        sub->add_option("--tenant", m_tenant, "Of several tenants this one: its id or its domain");
    declareTenants(app, chosen);
}

void StoreCommands::declareTenants(CLI::App &app, const std::function<void(Command)> &chosen)
{
    CLI::App *group = app.add_subcommand("tenant", "The tenants of a store on a server.");
    group->require_subcommand(1);
    CLI::App *further = group->add_subcommand(
        "add", "Adds a tenant with its first global administrator, and prints a one-time code.");
    further->add_option("NAME", m_tenant, "The customer's name")->required();
    addSeedOptions(*further);
    further->callback([this, chosen] {
        chosen(
            [this](const Configuration &configuration) { return plant(configuration, addTenant); });
    });
    group->add_subcommand("list", "Prints id, domain and name of each.")->callback([chosen] {
        chosen(&StoreCommands::listTenants);
    });
}

void StoreCommands::addOwnerOption(CLI::App &sub)
{
    sub.add_option("--owner", m_owner,
                   "On a server: who owns the tables, a connection string without a password "
                   "(environment: LOCKBOXD_OWNER_URL); the service's own where none is given");
}

void StoreCommands::addSeedOptions(CLI::App &sub)
{
    sub.add_option("--domain", m_domain, "The customer's domain")->required();
    sub.add_option("--admin", m_admin, "The administrator's user principal name")->required();
    sub.add_option("--admin-name", m_adminName, "The administrator's display name");
    sub.add_option("--provider", m_provider, "What the service provider is called");
    addOwnerOption(sub);
}

Result<StoreSeed> StoreCommands::seed() const
{
    const auto admin = checkUserPrincipalName(text(m_admin));
    if (!admin)
        return invalid(QStringLiteral("admin"), admin.error().message);
    const QString name =
        m_adminName.empty() ? admin->section(QLatin1Char('@'), 0, 0) : text(m_adminName);
    return StoreSeed{.tenant = {.id = TenantId(RandomIdSource().next()),
                                .name = text(m_tenant),
                                .domain = text(m_domain),
                                .provider = text(m_provider)},
                     .policy = {},
                     .users = {{.userPrincipalName = *admin,
                                .displayName = name,
                                .email = isEmailAddress(*admin) ? *admin : QString(),
                                .alternateEmail = {},
                                .side = Side::Customer,
                                .roles = {Role::GlobalAdministrator}}}};
}

Result<void> StoreCommands::plant(const Configuration &configuration, Make make) const
{
    const auto wish = seed();
    if (!wish)
        return failure(wish);
    const auto owner = ownerUrl(configuration, text(m_owner));
    if (!owner)
        return failure(owner);
    if (auto ok = make(configuration, *owner, *wish); !ok)
        return ok;
    print(QStringLiteral("The store is %1.").arg(configuration.place()));
    if (configuration.isOnServer())
        print(QStringLiteral("The tenant is %1.").arg(wish->tenant.id.toString()));
    print(QStringLiteral("The log's private key is in %1/keys: keep a copy of it elsewhere.")
              .arg(configuration.logFolder));
    if (configuration.isOnServer())
        printAccess(configuration, wish->tenant.id);
    const QString admin = wish->users.front().userPrincipalName;
    if (configuration.takesPasswords)
        return printCode(configuration, *owner, wish->tenant.id, admin);
    print(QStringLiteral("%1 signs in at %2.").arg(admin, configuration.oidc->place.issuer));
    return {};
}

Result<void> StoreCommands::invite(const Configuration &configuration) const
{
    const auto tenant = tenantFor(configuration, text(m_tenant));
    return tenant ? printCode(configuration, configuration.server.url, tenant->id, text(m_user))
                  : failure(tenant);
}

Result<void> StoreCommands::listTenants(const Configuration &configuration)
{
    const auto tenants = tenantsOf(configuration);
    if (!tenants)
        return failure(tenants);
    for (const Tenant &tenant : *tenants)
        print(QStringLiteral("%1  %2  %3").arg(tenant.id.toString(), tenant.domain, tenant.name));
    return {};
}

Result<void> StoreCommands::migrate(const Configuration &configuration) const
{
    const auto owner = ownerUrl(configuration, text(m_owner));
    if (!owner)
        return failure(owner);
    if (auto ok = migrateStore(configuration, *owner); !ok)
        return ok;
    print(QStringLiteral("%1 is up to date.").arg(configuration.place()));
    return {};
}

/// After a backup was put back on purpose: the log is taken as it is.
Result<void> StoreCommands::repin(const Configuration &configuration) const
{
    const auto tenant = tenantFor(configuration, text(m_tenant));
    if (!tenant)
        return failure(tenant);
    const auto state = repinStore(configuration, tenant->id);
    if (!state)
        return failure(state);
    print(QStringLiteral("The log is taken as it is now: %1 events.").arg(state->head.size));
    return {};
}

} // namespace lockbox::daemon
