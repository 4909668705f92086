#include "app/daemon/program.h"

#include "app/daemon/checkup.h"
#include "app/daemon/clientcommands.h"
#include "app/daemon/service.h"
#include "core/domain/validation.h"
#include "core/service/localoutbox.h"
#include "core/service/storebackup.h"

#include <CLI/CLI.hpp>

#include <QFile>

#include <csignal>
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

/// What the commands share.
struct Given {
    std::string config;
    std::string tenant;
    std::string domain;
    std::string provider = "Microsoft";
    std::string admin;
    std::string adminName;
    std::string user;
    std::string folder;
};

Result<StoreSeed> seedOf(const Given &given)
{
    const auto admin = checkUserPrincipalName(text(given.admin));
    if (!admin)
        return invalid(QStringLiteral("admin"), admin.error().message);
    const QString name =
        given.adminName.empty() ? admin->section(QLatin1Char('@'), 0, 0) : text(given.adminName);
    return StoreSeed{.tenant = {.id = TenantId(RandomIdSource().next()),
                                .name = text(given.tenant),
                                .domain = text(given.domain),
                                .provider = text(given.provider)},
                     .policy = {},
                     .users = {{.userPrincipalName = *admin,
                                .displayName = name,
                                .email = isEmailAddress(*admin) ? *admin : QString(),
                                .alternateEmail = {},
                                .side = Side::Customer,
                                .roles = {Role::GlobalAdministrator}}}};
}

Result<QString> inviteTo(const Configuration &configuration, const QString &user)
{
    const auto signIns = SignIns::open(configuration.storePath, configuration.signIns);
    if (!signIns)
        return failure(signIns);
    return (*signIns)->invite(user);
}

Result<void> printCode(const Configuration &configuration, const QString &user)
{
    const auto code = inviteTo(configuration, user);
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

Result<void> init(const Configuration &configuration, const Given &given)
{
    const auto seed = seedOf(given);
    if (!seed)
        return failure(seed);
    if (auto ok = createLocalStore(configuration.storePath, *seed, configuration.localOptions());
        !ok)
        return ok;
    // Hashes of passwords and the key of verification phrases will be in it.
    if (!QFile::setPermissions(configuration.storePath,
                               QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 can't be kept from others").arg(configuration.storePath));
    print(QStringLiteral("The store is %1.").arg(configuration.storePath));
    print(QStringLiteral("The log's private key is in %1/keys: keep a copy of it elsewhere.")
              .arg(configuration.logFolder));
    return printCode(configuration, seed->users.front().userPrincipalName);
}

Result<void> migrate(const Configuration &configuration)
{
    const auto door = openLocalStore(configuration.storePath, configuration.localOptions());
    if (!door)
        return failure(door);
    print(QStringLiteral("%1 is up to date.").arg(configuration.storePath));
    return {};
}

/// After a backup was put back on purpose: the log is taken as it is.
Result<void> repin(const Configuration &configuration)
{
    const auto state = repinLocalStore(configuration.storePath, configuration.localOptions());
    if (!state)
        return failure(state);
    print(QStringLiteral("The log is taken as it is now: %1 events.").arg(state->head.size));
    return {};
}

/// While the service runs.
Result<void> backUp(const Configuration &configuration, const QString &folder)
{
    const auto state =
        backUpLocalStore(configuration.storePath, folder, configuration.localOptions());
    if (!state)
        return failure(state);
    print(QStringLiteral("The store is copied to %1.").arg(folder));
    if (*state)
        print(QStringLiteral("Its log has %1 events, root %2.")
                  .arg((*state)->head.size)
                  .arg((*state)->head.root));
    print(QStringLiteral("It holds the log's private key and hashes of passwords: keep it as safe "
                         "as the store."));
    return {};
}

Result<void> checkConfig(const Configuration &configuration)
{
    const auto &http = configuration.http;
    if (auto ok = httpd::checkListening(http); !ok)
        return ok;
    if (!http.certificate.isEmpty()) {
        if (const auto pair = httpd::ServerCertificate::of(http.certificate, http.key); !pair)
            return failure(pair);
    }
    print(QStringLiteral("store       %1").arg(configuration.storePath));
    print(QStringLiteral("log folder  %1").arg(configuration.logFolder));
    print(QStringLiteral("listen      %1 port %2, %3")
              .arg(http.address)
              .arg(http.port)
              .arg(http.certificate.isEmpty()
                       ? QStringLiteral("without TLS: this machine only")
                       : QStringLiteral("TLS by %1").arg(configuration.certificateFile)));
    print(QStringLiteral("workers     %1").arg(configuration.workers));
    print(QStringLiteral("notices     %1")
              .arg(configuration.sendsMail ? QStringLiteral("are sent by this service")
                                           : QStringLiteral("are sent by others")));
    return {};
}

void printFindings(const std::vector<Finding> &findings)
{
    for (const Finding &finding : findings)
        print(finding.isWarning ? QStringLiteral("warning: ") + finding.words : finding.words);
}

/// What is not store and log.
Result<void> checkAround(const Configuration &configuration)
{
    const auto certificate = checkCertificate(configuration, SystemClock().now());
    if (!certificate)
        return failure(certificate);
    printFindings(*certificate);
    printFindings(checkMachine(configuration));
    const auto outbox = LocalOutbox::open(configuration.storePath, configuration.localOptions());
    const auto settings = outbox ? (*outbox)->settings() : failure(outbox);
    if (settings && configuration.sendsMail)
        printFindings(checkMailServer(*settings, std::chrono::seconds(5)));
    return {};
}

/// Looks at all that must be right for the service to work.
Result<void> doctor(const Configuration &configuration)
{
    if (auto ok = checkConfig(configuration); !ok)
        return ok;
    if (auto ok = checkLocalStore(configuration.storePath, configuration.localOptions()); !ok)
        return ok;
    print(QStringLiteral("the store is sound"));
    const auto verified =
        verifyLocalStore(configuration.storePath, {}, {}, configuration.localOptions());
    if (!verified)
        return failure(verified);
    if (verified->finding)
        return failure(ErrorCode::LogBroken, verified->finding->message);
    print(QStringLiteral("the log is right: %1 events").arg(verified->head.size));
    if (auto ok = checkAround(configuration); !ok)
        return ok;
    // Starting on a port of its own shows whether the certificate and its key fit.
    Configuration trial = configuration;
    trial.http.port = 0;
    trial.sendsMail = false;
    trial.workers = 1;
    Monitor monitor(configuration.logsJson);
    if (const auto service = Service::start(trial, monitor); !service)
        return failure(service);
    print(QStringLiteral("the service starts"));
    return {};
}

/// Returns at a signal that ends the service; SIGHUP only has it read the certificate again.
void waitForEnd(const sigset_t &awaited, CertificateKeeper &certificates)
{
    for (;;) {
        const timespec betweenLooks{.tv_sec = 1, .tv_nsec = 0};
        const int signal = sigtimedwait(&awaited, nullptr, &betweenLooks);
        if (signal == SIGHUP)
            certificates.take();
        else if (signal > 0)
            return;
        else
            certificates.look();
    }
}

Result<void> serve(const Configuration &configuration)
{
    // Before any thread begins: all of them leave the signals to this one.
    sigset_t awaited;
    sigemptyset(&awaited);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&awaited, signal);
    pthread_sigmask(SIG_BLOCK, &awaited, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    Monitor monitor(configuration.logsJson);
    if (const quint64 files = allowConnections(configuration);
        files < configuration.http.mostConnections)
        monitor.say(QStringLiteral("fewer connections than configured can be open"),
                    {{QStringLiteral("files"), qint64(files)}});
    const auto service = Service::start(configuration, monitor);
    if (!service)
        return failure(service);
    monitor.say(QStringLiteral("listening"),
                {{QStringLiteral("address"), configuration.http.address},
                 {QStringLiteral("port"), int((*service)->port())}});
    waitForEnd(awaited, (*service)->certificates());
    monitor.say(QStringLiteral("stopping: what runs is finished first"));
    return {};
}

} // namespace

int run(int argc, const char *const *argv)
{
    Given given;
    CLI::App app("The Customer Lockbox service: one store that many consoles share, over HTTPS.",
                 "lockboxd");
    app.set_version_flag("--version", LOCKBOX_VERSION);
    app.require_subcommand(1);
    app.add_option("-c,--config", given.config,
                   "The configuration, a TOML file (environment: LOCKBOXD_CONFIG); without it the "
                   "environment alone");
    app.fallthrough();
    app.footer("Exit codes: 0 done, 1 it failed, 2 wrong usage or configuration.");

    using Command = Result<void> (*)(const Configuration &, const Given &);
    std::function<Result<void>(const Configuration &, const Given &)> command;
    const auto add = [&](const char *name, const char *help, Command what) {
        CLI::App *sub = app.add_subcommand(name, help);
        sub->callback([&command, what] { command = what; });
        return sub;
    };
    CLI::App *create = add("init",
                           "Makes the store with its first global administrator, and prints a "
                           "one-time code for signing in.",
                           init);
    create->add_option("--tenant", given.tenant, "The customer's name")->required();
    create->add_option("--domain", given.domain, "The customer's domain")->required();
    create->add_option("--admin", given.admin, "The administrator's user principal name")
        ->required();
    create->add_option("--admin-name", given.adminName, "The administrator's display name");
    create->add_option("--provider", given.provider, "What the service provider is called");
    add("serve", "Serves the store until SIGTERM or SIGINT.",
        [](const Configuration &configuration, const Given &) { return serve(configuration); });
    CLI::App *code = add("invite", "Prints a one-time code with which a user sets a password.",
                         [](const Configuration &configuration, const Given &all) {
                             return printCode(configuration, text(all.user));
                         });
    code->add_option("UPN", given.user, "Whose password")->required();
    ClientCommands clients;
    clients.declare(app, [&command](ClientCommands::Command what) {
        command = [what](const Configuration &configuration, const Given &) {
            return what(configuration);
        };
    });
    add("migrate", "Brings an older store up to date.",
        [](const Configuration &configuration, const Given &) { return migrate(configuration); });
    add("repin", "Takes the log as it is now, after a backup was put back on purpose.",
        [](const Configuration &configuration, const Given &) { return repin(configuration); });
    CLI::App *copy = add("backup",
                         "Copies the store and what belongs to its log into a new folder, while "
                         "the service runs.",
                         [](const Configuration &configuration, const Given &all) {
                             return backUp(configuration, text(all.folder));
                         });
    copy->add_option("FOLDER", given.folder, "Where to; it must not exist")->required();
    add("check-config", "Says what the configuration comes to, or what is wrong with it.",
        [](const Configuration &configuration, const Given &) {
            return checkConfig(configuration);
        });
    add("doctor", "Checks configuration, store, log and certificate, and starts once for a trial.",
        [](const Configuration &configuration, const Given &) { return doctor(configuration); });
    CLI::App *example =
        app.add_subcommand("example-config", "Prints a configuration with all that can be set.");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (*example) {
        std::fputs(qPrintable(exampleConfiguration()), stdout);
        return 0;
    }
    const QString path =
        given.config.empty() ? qEnvironmentVariable("LOCKBOXD_CONFIG") : text(given.config);
    const auto configuration = loadConfiguration(path);
    const Result<void> done =
        configuration ? command(*configuration, given) : failure(configuration);
    if (done)
        return 0;
    std::fprintf(stderr, "lockboxd: %s\n", qPrintable(done.error().message));
    if (done.error().code == ErrorCode::LogBroken)
        std::fputs(
            "Was a backup put back on purpose? Then \"lockboxd repin\" takes the log as it is.\n",
            stderr);
    return done.error().code == ErrorCode::InvalidArgument ? 2 : 1;
}

} // namespace lockbox::daemon
