#include "app/cli/commands/initcommand.h"

#include "app/cli/interruption.h"
#include "app/cli/logwords.h"
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
    app->footer(
        "The log gets a key of its own: in your data folder, or at the place that --log-key "
        "names.\n\n"
        "Examples:\n  lockbox init contoso.lockbox --tenant Contoso --domain contoso.com "
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
    const auto options = context.localOptions();
    if (!options)
        return failure(options);
    const LocalStore store{.path = *path, .options = *options};
    if (!m_demo)
        return makeEmpty(store, context.output());
    if (const QStringList given = givenTenantOptions(); !given.isEmpty())
        return invalid(QStringLiteral("demo"),
                       QStringLiteral("--demo brings its own tenant: leave out %1")
                           .arg(given.join(QStringLiteral(", "))));
    return makeDemo(store, context.output());
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

/// Where the keys are. A demo's are the same everywhere.
static QString keyWords(const QString &file, const QString &verifierKey, bool isDemo)
{
    const QString words =
        isDemo ? QStringLiteral("The log's private key is in %1;\nit is the same for every demo "
                                "store and proves nothing. Its public key is\n%2")
               : QStringLiteral("The log's private key is in %1:\nkeep a copy of it elsewhere, for "
                                "without it nobody can sign this log. Its public key,\nby which "
                                "others verify what the log says, is\n%2");
    return words.arg(file, verifierKey);
}

Result<void> InitCommand::say(const LocalStore &store, const QString &words, QJsonObject document,
                              Output &output) const
{
    const auto state = localLogState(store.path, store.options);
    if (!state)
        return failure(state);
    const QString file = logKeyFile(*state, store.options);
    document.insert(QStringLiteral("store"), store.path);
    document.insert(QStringLiteral("demo"), m_demo);
    document.insert(QStringLiteral("logKey"), state->verifierKey);
    document.insert(QStringLiteral("logKeyFile"), file);
    output.document(document);
    output.words(words);
    output.words(keyWords(file, state->verifierKey, m_demo));
    return {};
}

Result<void> InitCommand::makeEmpty(const LocalStore &store, Output &output) const
{
    const auto made = seed();
    if (!made)
        return failure(made);
    if (auto ok = createLocalStore(store.path, *made, store.options); !ok)
        return ok;
    return say(store,
               QStringLiteral("%1 is made for %2. %3 is its global administrator; approval is not "
                              "required yet.")
                   .arg(store.path, made->tenant.name, made->users.front().userPrincipalName),
               {{QStringLiteral("tenant"), tenantJson(made->tenant)},
                {QStringLiteral("admin"), wire::toJson(made->users.front())}},
               output);
}

static QJsonObject castJson(const demo::Cast &cast)
{
    return {{QStringLiteral("globalAdministrator"), cast.globalAdministrator},
            {QStringLiteral("approver"), cast.approver},
            {QStringLiteral("plainUser"), cast.plainUser},
            {QStringLiteral("securityReader"), cast.securityReader},
            {QStringLiteral("engineer"), cast.engineer},
            {QStringLiteral("manager"), cast.manager}};
}

Result<void> InitCommand::makeDemo(const LocalStore &store, Output &output) const
{
    const Interruption interruption;
    const demo::DemoOptions options{.seed = m_seed,
                                    .requests = m_requests,
                                    .logFolder = store.options.logFolder,
                                    .logKeyFile = store.options.logKeyFile};
    const auto made = demo::createDemoStore(store.path, options, [&](qint64 done, qint64 total) {
        output.passing(
            QStringLiteral("making the demo store: %1 of %2 requests").arg(done).arg(total));
        return !interruption.isWanted();
    });
    output.passing({});
    if (!made)
        return made;
    const Tenant tenant = demo::demoSeed().tenant;
    const demo::Cast cast = demo::demoCast();
    return say(store,
               QStringLiteral("%1 is made: the demo tenant %2 with %3 requests.\nAct as %4 "
                              "(global administrator), %5 (approver),\n"
                              "%6 (engineer) or %7 (manager).")
                   .arg(store.path, tenant.name, QString::number(m_requests),
                        cast.globalAdministrator, cast.approver, cast.engineer, cast.manager),
               {{QStringLiteral("tenant"), tenantJson(tenant)},
                {QStringLiteral("requests"), m_requests},
                {QStringLiteral("personas"), castJson(cast)}},
               output);
}

} // namespace lockbox::cli
