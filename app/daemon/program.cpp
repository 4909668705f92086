#include "app/daemon/program.h"

#include "app/daemon/checkup.h"
#include "app/daemon/clientcommands.h"
#include "app/daemon/service.h"
#include "app/daemon/storecommands.h"
#include "core/service/storebackup.h"

#include <CLI/CLI.hpp>

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

/// While the service runs.
Result<void> backUp(const Configuration &configuration, const QString &folder)
{
    if (configuration.isOnServer())
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("a store on a server is copied by the server's own means: "
                                      "pg_basebackup or pg_dump, and the folder %1 beside it")
                           .arg(configuration.logFolder));
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

void printServer(const Configuration &configuration)
{
    const auto access = postgresAccess(configuration.server.url).value_or(PostgresAccess());
    const bool isSure = access.isThisMachine || access.sslMode == QStringLiteral("verify-full");
    print(QStringLiteral("server      TLS %1%2")
              .arg(access.sslMode.isEmpty() ? QStringLiteral("as the service file says")
                                            : access.sslMode,
                   isSure ? QString()
                          : QStringLiteral(": it is not checked who the server is, verify-full "
                                           "does")));
    print(QStringLiteral("tenants     %1")
              .arg(configuration.server.tenants.isEmpty()
                       ? QStringLiteral("all")
                       : configuration.server.tenants.join(QStringLiteral(", "))));
    print(QStringLiteral("connections %1").arg(configuration.connections));
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
    print(QStringLiteral("store       %1").arg(configuration.place()));
    if (configuration.isOnServer())
        printServer(configuration);
    print(QStringLiteral("log folder  %1").arg(configuration.logFolder));
    print(QStringLiteral("listen      %1 port %2, %3")
              .arg(http.address)
              .arg(http.port)
              .arg(http.certificate.isEmpty()
                       ? QStringLiteral("without TLS: this machine only")
                       : QStringLiteral("TLS by %1").arg(configuration.certificateFile)));
    const QString passwords =
        configuration.takesPasswords ? QStringLiteral("passwords") : QString();
    print(
        QStringLiteral("sign-in     %1")
            .arg(!configuration.oidc
                     ? passwords
                     : QStringLiteral("%1OpenID Connect by %2, users by %3")
                           .arg(passwords.isEmpty() ? passwords : passwords + QStringLiteral(", "),
                                configuration.oidc->place.issuer, configuration.oidc->userClaim)));
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
    return {};
}

Result<void> checkTenant(const Configuration &configuration, const Tenant &tenant, bool isOnly)
{
    const auto verified = verifyStore(configuration, tenant.id);
    if (!verified)
        return failure(verified);
    if (verified->finding)
        return failure(ErrorCode::LogBroken, verified->finding->message);
    const QString whose = isOnly ? QString() : QStringLiteral(" of ") + tenant.name;
    print(QStringLiteral("the log%1 is right: %2 events").arg(whose).arg(verified->head.size));
    const auto outbox = openOutbox(configuration, tenant.id);
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
    if (auto ok = checkStore(configuration); !ok)
        return ok;
    print(QStringLiteral("the store is sound"));
    const auto tenants = tenantsOf(configuration);
    if (!tenants)
        return failure(tenants);
    for (const Tenant &tenant : *tenants) {
        if (auto ok = checkTenant(configuration, tenant, tenants->size() == 1); !ok)
            return ok;
    }
    if (auto ok = checkAround(configuration); !ok)
        return ok;
    if (configuration.oidc) {
        const auto keys = oidc::tryIssuer(configuration.oidc->place);
        if (!keys)
            return failure(keys);
        print(QStringLiteral("the issuer answers: %1 keys that can be used").arg(*keys));
    }
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
    std::string config;
    std::string folder;
    CLI::App app("The Customer Lockbox service: one store that many consoles share, over HTTPS.",
                 "lockboxd");
    app.set_version_flag("--version", LOCKBOX_VERSION);
    app.require_subcommand(1);
    app.add_option("-c,--config", config,
                   "The configuration, a TOML file (environment: LOCKBOXD_CONFIG); without it the "
                   "environment alone");
    app.fallthrough();
    app.footer("Exit codes: 0 done, 1 it failed, 2 wrong usage or configuration.");

    using Command = std::function<Result<void>(const Configuration &)>;
    Command command;
    const auto choose = [&command](Command what) { command = std::move(what); };
    const auto add = [&](const char *name, const char *help, const Command &what) {
        CLI::App *sub = app.add_subcommand(name, help);
        sub->callback([choose, what] { choose(what); });
        return sub;
    };
    StoreCommands stores;
    stores.declare(app, choose);
    add("serve", "Serves the store until SIGTERM or SIGINT.", serve);
    ClientCommands clients;
    clients.declare(app, choose);
    CLI::App *copy = add("backup",
                         "Copies the store and what belongs to its log into a new folder, while "
                         "the service runs.",
                         [&folder](const Configuration &configuration) {
                             return backUp(configuration, text(folder));
                         });
    copy->add_option("FOLDER", folder, "Where to; it must not exist")->required();
    add("check-config", "Says what the configuration comes to, or what is wrong with it.",
        checkConfig);
    add("doctor", "Checks configuration, store, log and certificate, and starts once for a trial.",
        doctor);
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
    const QString path = config.empty() ? qEnvironmentVariable("LOCKBOXD_CONFIG") : text(config);
    const auto configuration = loadConfiguration(path);
    const Result<void> done = configuration ? command(*configuration) : failure(configuration);
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
