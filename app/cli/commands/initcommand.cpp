#include "app/cli/commands/initcommand.h"

#include "app/cli/interruption.h"
#include "core/demo/demo.h"
#include "core/domain/validation.h"
#include "core/service/wirejson.h"

namespace lockbox::cli {

CLI::App *InitCommand::declare(CLI::App &parent)
{
    CLI::App *app = parent.add_subcommand(
        "init",
        "Makes a store: an empty one with its first global administrator, or the demo tenant.");
    app->add_option("STORE", m_store, "Where: a path, or sqlite:///PATH. Nothing may be there yet")
        ->required();
    m_tenantOptions = {
        app->add_option("--tenant", m_tenant, "The customer's name")->type_name("NAME"),
        app->add_option("--domain", m_domain, "The customer's domain")->type_name("DOMAIN"),
        app->add_option("--admin", m_admin, "The first global administrator's user principal name")
            ->type_name("UPN"),
        app->add_option("--admin-name", m_adminName, "The administrator's display name")
            ->type_name("NAME")
            ->check(notEmpty()),
        app->add_option("--admin-email", m_adminEmail,
                        "Where the administrator's notices go (else the user principal name)")
            ->type_name("ADDRESS")
            ->check(notEmpty()),
        app->add_option("--provider", m_provider, "What the service provider is called")
            ->type_name("NAME")};
    declareDemo(*app);
    app->footer("Examples:\n  lockbox init contoso.lockbox --tenant Contoso --domain contoso.com "
                "--admin admin@contoso.com\n"
                "  lockbox init demo.lockbox --demo");
    return app;
}

void InitCommand::declareDemo(CLI::App &app)
{
    CLI::Option *demo = app.add_flag(
        "--demo", m_demo,
        "Make the demo tenant, with people, a year of requests and a clock that can be moved");
    app.add_option("--seed", m_seed, "Demo: the same seed gives the same content")
        ->type_name("N")
        ->needs(demo)
        ->transform(wholeNumber());
    app.add_option("--requests", m_requests, "Demo: how many requests (200 where nothing is said)")
        ->type_name("N")
        ->needs(demo)
        ->transform(wholeNumber());
}

QStringList InitCommand::givenTenantOptions() const
{
    QStringList names;
    for (const CLI::Option *option : m_tenantOptions) {
        if (option->count() > 0)
            names.append(text(option->get_name()));
    }
    return names;
}

Result<void> InitCommand::run(Context &context)
{
    const auto path = storePath(text(m_store));
    if (!path)
        return failure(path);
    if (!m_demo)
        return makeEmpty(*path, context);
    if (const QStringList given = givenTenantOptions(); !given.isEmpty())
        return invalid(QStringLiteral("demo"),
                       QStringLiteral("--demo brings its own tenant: leave out %1")
                           .arg(given.join(QStringLiteral(", "))));
    return makeDemo(*path, context);
}

Result<StoreSeed> InitCommand::seed() const
{
    const std::pair<const char *, const std::string &> needed[] = {
        {"--tenant", m_tenant}, {"--domain", m_domain}, {"--admin", m_admin}};
    for (const auto &[option, value] : needed) {
        if (value.empty()) {
            const QString name = QString::fromLatin1(option);
            return invalid(name.mid(2), QStringLiteral("%1 is required, or --demo").arg(name));
        }
    }
    const auto admin = checkUserPrincipalName(text(m_admin));
    if (!admin)
        return invalid(QStringLiteral("admin"), admin.error().message);
    auto email = checkEmail(QStringLiteral("admin-email"), text(m_adminEmail));
    if (!email)
        return failure(email);
    if (email->isEmpty() && isEmailAddress(*admin))
        email = *admin;
    const QString name =
        m_adminName.empty() ? admin->section(QLatin1Char('@'), 0, 0) : text(m_adminName);
    return StoreSeed{.tenant = {.id = TenantId(RandomIdSource().next()),
                                .name = text(m_tenant),
                                .domain = text(m_domain),
                                .provider = text(m_provider)},
                     .policy = {},
                     .users = {{.userPrincipalName = *admin,
                                .displayName = name,
                                .email = *email,
                                .roles = {Role::GlobalAdministrator}}}};
}

static QJsonObject tenantJson(const Tenant &tenant)
{
    return {{QStringLiteral("id"), tenant.id.toString()},
            {QStringLiteral("name"), tenant.name},
            {QStringLiteral("domain"), tenant.domain},
            {QStringLiteral("provider"), tenant.provider}};
}

Result<void> InitCommand::makeEmpty(const QString &path, Context &context) const
{
    const auto made = seed();
    if (!made)
        return failure(made);
    if (auto ok = createLocalStore(path, *made); !ok)
        return ok;
    context.output().document({{QStringLiteral("store"), path},
                               {QStringLiteral("demo"), false},
                               {QStringLiteral("tenant"), tenantJson(made->tenant)},
                               {QStringLiteral("admin"), wire::toJson(made->users.front())}});
    context.output().words(
        QStringLiteral(
            "%1 is made for %2. %3 is its global administrator; approval is not required yet.")
            .arg(path, made->tenant.name, made->users.front().userPrincipalName));
    return {};
}

Result<void> InitCommand::makeDemo(const QString &path, Context &context) const
{
    const Interruption interruption;
    Output &output = context.output();
    const auto made = demo::createDemoStore(
        path, {.seed = m_seed, .requests = m_requests}, [&](qint64 done, qint64 total) {
            output.passing(
                QStringLiteral("making the demo store: %1 of %2 requests").arg(done).arg(total));
            return !interruption.isWanted();
        });
    output.passing({});
    if (!made)
        return made;
    const StoreSeed seed = demo::demoSeed();
    const demo::Cast cast = demo::demoCast();
    output.document({{QStringLiteral("store"), path},
                     {QStringLiteral("demo"), true},
                     {QStringLiteral("tenant"), tenantJson(seed.tenant)},
                     {QStringLiteral("requests"), m_requests},
                     {QStringLiteral("personas"),
                      QJsonObject{{QStringLiteral("globalAdministrator"), cast.globalAdministrator},
                                  {QStringLiteral("approver"), cast.approver},
                                  {QStringLiteral("plainUser"), cast.plainUser},
                                  {QStringLiteral("securityReader"), cast.securityReader},
                                  {QStringLiteral("engineer"), cast.engineer},
                                  {QStringLiteral("manager"), cast.manager}}}});
    output.words(QStringLiteral("%1 is made: the demo tenant %2 with %3 requests.\nAct as %4 "
                                "(global administrator), %5 (approver),\n"
                                "%6 (engineer) or %7 (manager).")
                     .arg(path, seed.tenant.name)
                     .arg(m_requests)
                     .arg(cast.globalAdministrator, cast.approver, cast.engineer, cast.manager));
    return {};
}

} // namespace lockbox::cli
