#include "core/remote/remotelockbox.h"
#include "core/service/serverstore.h"
#include "core/store/postgresdatabase.h"
#include "tests/bench/daemonprocess.h"
#include "tests/bench/measuring.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <barrier>
#include <cstdio>
#include <thread>

using namespace lockbox;
using namespace lockbox::bench;
using namespace std::chrono_literals;

/// Durable decisions a second through lockboxd on PostgreSQL, and by pgbench with the same statements on the same database, in turns.
namespace {

const QString engineer = QStringLiteral("engineer@fabrikam.com");
const QString manager = QStringLiteral("manager@fabrikam.com");
const QString approver = QStringLiteral("approver@contoso.com");
const QString other = QStringLiteral("other@contoso.com");

struct Wishes {
    QString server;
    int clients = 16;
    int each = 40;
    int rounds = 5;
    int total() const { return clients * each * rounds; }
};

User userOf(const QString &name, Side side, const RoleSet &roles)
{
    return {.userPrincipalName = name,
            .displayName = name.section(QLatin1Char('@'), 0, 0),
            .email = name,
            .side = side,
            .roles = roles};
}

/// A database of its own on the server, with a tenant for each side and all the requests that will be decided.
class Tenant
{
public:
    explicit Tenant(const Wishes &wishes)
        : m_wishes(wishes), m_id(QUuid::createUuid()), m_plainId(QUuid::createUuid())
    {
        run(QStringLiteral("postgres"),
            QStringLiteral("DO $$ BEGIN CREATE ROLE lockbox_bench_owner LOGIN CREATEROLE; "
                           "EXCEPTION WHEN duplicate_object THEN NULL; END $$"));
        run(QStringLiteral("postgres"),
            QStringLiteral("CREATE DATABASE %1 OWNER lockbox_bench_owner").arg(m_database));
        const QString owner = url(QStringLiteral("lockbox_bench_owner"), m_database);
        need(preparePostgresStore(owner));
        run(m_database, QStringLiteral("DO $$ BEGIN CREATE ROLE lockbox_bench LOGIN IN ROLE "
                                       "lockbox_service; EXCEPTION WHEN duplicate_object THEN "
                                       "NULL; END $$"));
        // The second is pgbench's: it writes no hashes of a log, which the service would take for a forgery.
        need(createPostgresTenant(owner, seedOf(m_id, QStringLiteral("contoso.com"))));
        need(createPostgresTenant(owner, seedOf(m_plainId, QStringLiteral("fabrikam.com"))));
        for (const TenantId &id : {m_id, m_plainId})
            file(id);
        run(m_database,
            QStringLiteral("CREATE TABLE bench_pending AS SELECT tenant, row_number() OVER "
                           "(PARTITION BY tenant ORDER BY key) - 1 AS place, id FROM request; "
                           "ALTER TABLE bench_pending ADD PRIMARY KEY (tenant, place); GRANT "
                           "SELECT ON bench_pending TO lockbox_bench"));
        run(m_database, QStringLiteral("VACUUM ANALYZE"));
    }
    ~Tenant()
    {
        run(QStringLiteral("postgres"),
            QStringLiteral("DROP DATABASE %1 WITH (FORCE)").arg(m_database));
    }

    /// As the service comes in.
    QString serviceUrl() const { return url(QStringLiteral("lockbox_bench"), m_database); }
    /// The one that the service serves.
    QString served() const { return m_id.toString(); }
    const QStringList &pending() const { return m_pending; }

    /// How many decisions a second pgbench makes, of those from `first` on.
    double pgbench(const QString &script, int first) const
    {
        QProcess process;
        process.start(QStringLiteral("pgbench"),
                      {QStringLiteral("-n"),
                       QStringLiteral("-M"),
                       QStringLiteral("prepared"),
                       QStringLiteral("-c"),
                       QString::number(m_wishes.clients),
                       QStringLiteral("-j"),
                       QStringLiteral("2"),
                       QStringLiteral("-t"),
                       QString::number(m_wishes.each),
                       QStringLiteral("-D"),
                       QStringLiteral("first=%1").arg(first),
                       QStringLiteral("-D"),
                       QStringLiteral("each=%1").arg(m_wishes.each),
                       QStringLiteral("-D"),
                       QStringLiteral("n=-1"),
                       QStringLiteral("-D"),
                       QStringLiteral("tenant=2"),
                       QStringLiteral("-f"),
                       script,
                       serviceUrl() + QStringLiteral("?options=-clockbox.tenant%3D2")});
        const bool isDone = process.waitForFinished(120'000) && process.exitCode() == 0;
        const QByteArray said = process.readAllStandardOutput();
        const qsizetype at = said.indexOf("\ntps = ");
        const QByteArray all = QByteArray::number(m_wishes.clients * m_wishes.each);
        if (!isDone || at < 0 || !said.contains("actually processed: " + all + '/' + all))
            qFatal("pgbench: %s%s", said.constData(), process.readAllStandardError().constData());
        return said.mid(at + 7).split(' ').front().toDouble();
    }

private:
    QString url(const QString &user, const QString &database) const
    {
        QUrl url(m_wishes.server);
        url.setUserName(user);
        url.setPath(QLatin1Char('/') + database);
        return url.toString();
    }
    void run(const QString &database, const QString &sql)
    {
        const auto connection = need(PostgresDatabase::open(
            {.url = url(QStringLiteral("postgres"), database), .tenant = {}}));
        need(connection->run(sql));
    }

    static StoreSeed seedOf(const TenantId &id, const QString &domain)
    {
        return {.tenant = {.id = id,
                           .name = QStringLiteral("Contoso"),
                           .domain = domain,
                           .provider = QStringLiteral("Fabrikam")},
                .policy = {.requireApproval = true},
                .users = {userOf(engineer, Side::Provider, {Role::Engineer}),
                          userOf(manager, Side::Provider, {Role::Manager}),
                          userOf(approver, Side::Customer, {Role::GlobalAdministrator}),
                          userOf(other, Side::Customer, {Role::GlobalAdministrator})}};
    }

    /// Files the requests; nothing of that has to be durable.
    void file(const TenantId &id)
    {
        const auto door = need(openPostgresStore(
            serviceUrl() + QStringLiteral("?options=-csynchronous_commit%3Doff"), id));
        for (int i = 0; i < m_wishes.total(); ++i) {
            const auto filed = need(
                door->submitRequest({engineer}, {.reference = QStringLiteral("EXSR%1").arg(i),
                                                 .service = QStringLiteral("Exchange"),
                                                 .reason = QStringLiteral("A mailbox is lost."),
                                                 .duration = 1h}));
            need(door->authorizeRequest({manager}, filed.id.toString(), {}));
            if (id == m_id)
                m_pending.append(filed.id.toString());
        }
    }

    Wishes m_wishes;
    TenantId m_id;
    TenantId m_plainId;
    QString m_database = QStringLiteral("lockbox_bench_%1").arg(QCoreApplication::applicationPid());
    QStringList m_pending;
};

/// So many consoles decide at once, each what is its own; decisions a second.
double throughTheService(const std::vector<std::unique_ptr<LockboxService>> &doors,
                         const QStringList &pending, int first, int each)
{
    std::barrier start(ptrdiff_t(doors.size()) + 1);
    std::vector<std::jthread> threads;
    for (size_t i = 0; i < doors.size(); ++i) {
        threads.emplace_back([&, i] {
            start.arrive_and_wait();
            for (int n = 0; n < each; ++n)
                need(doors[i]->denyRequest({approver}, pending.at(first + int(i) * each + n),
                                           QStringLiteral("No case is known to us.")));
        });
    }
    start.arrive_and_wait();
    const auto begun = std::chrono::steady_clock::now();
    threads.clear(); // waits for them
    return 1000 * double(doors.size()) * each / millisecondsSince(begun);
}

int measure(const Wishes &wishes, const QString &script)
{
    const Tenant tenant(wishes);
    DaemonProcess daemon;
    daemon.set("store.postgres", tenant.serviceUrl());
    daemon.set("store.tenants", tenant.served());
    daemon.set("store.log_folder", daemon.file("log"));
    daemon.set("service.workers", QString::number(wishes.clients));
    daemon.serve();
    std::vector<std::unique_ptr<LockboxService>> doors;
    const QByteArray token = daemon.enter(approver);
    for (int i = 0; i < wishes.clients; ++i)
        doors.push_back(need(openRemoteStore(daemon.remote(token))));
    Samples product;
    Samples plain;
    Samples ratios;
    const int part = wishes.clients * wishes.each;
    for (int round = 0; round < wishes.rounds; ++round) {
        const double ours = throughTheService(doors, tenant.pending(), round * part, wishes.each);
        const double theirs = tenant.pgbench(script, round * part);
        product.add(ours);
        plain.add(theirs);
        ratios.add(ours / theirs);
        std::printf("round %d: lockboxd %.0f a second, pgbench %.0f\n", round + 1, ours, theirs);
    }
    std::printf("\n%d clients, %d decisions a round on each side, medians of %d rounds in turns\n"
                "lockboxd, HTTPS: %.0f a second\npgbench, the same statements: %.0f a second\n"
                "ratio: %.2f\n",
                wishes.clients, part, wishes.rounds, product.median(), plain.median(),
                ratios.median());
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Durable decisions a second through lockboxd on PostgreSQL (TLS, loopback), in turns with\n"
        "pgbench and the same statements. On the server a database is made, and dropped again."));
    parser.addHelpOption();
    const QCommandLineOption server(
        QStringLiteral("server"),
        QStringLiteral(
            "Where it is (default postgresql://127.0.0.1:5432); \"postgres\" must be let in."),
        QStringLiteral("URL"), QStringLiteral("postgresql://127.0.0.1:5432"));
    const QCommandLineOption clients(QStringLiteral("clients"), QStringLiteral("Default 16."),
                                     QStringLiteral("N"), QStringLiteral("16"));
    const QCommandLineOption script(
        QStringLiteral("script"), QStringLiteral("The statements for pgbench."),
        QStringLiteral("FILE"), QStringLiteral(LOCKBOX_SOURCE_DIR "/tests/bench/decision.pgbench"));
    parser.addOptions({server, clients, script});
    parser.process(application);
    return measure({.server = parser.value(server), .clients = parser.value(clients).toInt()},
                   parser.value(script));
}
