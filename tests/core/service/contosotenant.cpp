#include "tests/core/service/contosotenant.h"

#include "core/service/serverstore.h"
#include "core/store/postgresdatabase.h"
#include "core/store/schema.h"
#include "tests/core/demo/replay.h"
#include "tests/core/demo/storedump.h"
#include "tests/core/service/serveddoor.h"
#include "tests/core/store/postgresserver.h"
#include "tests/core/store/sqlprobe.h"

namespace lockbox::test {

using namespace std::chrono_literals;

static User person(const QString &displayName, const Session &session, const RoleSet &roles)
{
    return {.userPrincipalName = session.userPrincipalName,
            .displayName = displayName,
            .email = session.userPrincipalName,
            .alternateEmail = {},
            .side = sideOf(roles, Side::Customer),
            .roles = roles};
}

static std::vector<User> everybody()
{
    using T = ContosoTenant;
    std::vector<User> users = {
        person(QStringLiteral("Ada Admin"), T::ada(), {Role::GlobalAdministrator}),
        person(QStringLiteral("Abe Approver"), T::abe(), {Role::LockboxApprover}),
        person(QStringLiteral("Mia Mute"), T::mia(), {Role::LockboxApprover}),
        person(QStringLiteral("Mo Mistyped"), T::mo(), {Role::LockboxApprover}),
        person(QStringLiteral("Gil Reader"), T::gil(), {Role::GlobalReader}),
        person(QStringLiteral("Rita Reader"), T::rita(), {Role::SecurityReader}),
        person(QStringLiteral("Bill Billing"), T::bill(), {Role::BillingAdministrator}),
        person(QStringLiteral("Paul Plain"), T::paul(), {}),
        person(QStringLiteral("Eve Engineer"), T::eve(), {Role::Engineer}),
        person(QStringLiteral("Ed Engineer"), T::ed(), {Role::Engineer}),
        person(QStringLiteral("Max Manager"), T::max(), {Role::Manager}),
        person(QStringLiteral("Mae Both"), T::mae(), {Role::Engineer, Role::Manager})};
    users[2].email.clear();
    users[2].alternateEmail = QStringLiteral("mia@home.example");
    users[3].email = QStringLiteral("mo at contoso");
    return users;
}

Timestamp ContosoTenant::start()
{
    return Timestamp(1770318715s);
}

ContosoTenant::ContosoTenant(const Policy &policy, Kind kind)
{
    const StoreSeed seed{.tenant = {.id = TenantId(m_ids.next()),
                                    .name = QStringLiteral("Contoso"),
                                    .domain = QStringLiteral("contoso.com"),
                                    .provider = QStringLiteral("Fabrikam")},
                         .policy = policy,
                         .users = everybody(),
                         .demo = kind == Kind::Demo};
    m_tenant = seed.tenant.id;
    make(seed);
    const LocalOptions options{.clock = &m_clock, .ids = &m_ids, .logFolder = logFolder()};
    // The same tests again, through a service: tests/core/service/CMakeLists.txt says which.
    m_door = qEnvironmentVariable("LOCKBOX_TEST_DOOR") == QStringLiteral("http") ? served(options)
                                                                                 : opened(options);
}

QString ContosoTenant::path() const
{
    return m_serverDatabase.isEmpty() ? m_folder.filePath(QStringLiteral("contoso.lockbox"))
                                      : PostgresServer::instance().url(m_serverDatabase);
}

void ContosoTenant::make(const StoreSeed &seed)
{
    const LocalOptions options{.clock = &m_clock, .logFolder = logFolder()};
    if (testedEngine() == Engine::Sqlite) {
        need(createLocalStore(path(), seed, options));
        return;
    }
    PostgresServer &server = PostgresServer::instance();
    m_serverDatabase = server.newDatabase();
    need(
        createPostgresTenant(server.url(m_serverDatabase, QStringLiteral("owner")), seed, options));
}

std::unique_ptr<LockboxService> ContosoTenant::served(const LocalOptions &options) const
{
    if (m_serverDatabase.isEmpty())
        return serveStore(path(), options);
    const QString url = PostgresServer::instance().url(m_serverDatabase, QStringLiteral("service"));
    return servePostgresStore(url, m_tenant, options);
}

std::unique_ptr<LockboxService> ContosoTenant::opened(const LocalOptions &options) const
{
    if (m_serverDatabase.isEmpty())
        return need(openLocalStore(path(), options));
    const QString url = PostgresServer::instance().url(m_serverDatabase, QStringLiteral("service"));
    return need(openPostgresStore(url, m_tenant, options));
}

Result<std::unique_ptr<LocalOutbox>> ContosoTenant::outbox(const LocalOptions &options) const
{
    if (m_serverDatabase.isEmpty())
        return LocalOutbox::open(path(), options);
    const QString url = PostgresServer::instance().url(m_serverDatabase, QStringLiteral("service"));
    return LocalOutbox::openPostgres(url, m_tenant, options);
}

std::unique_ptr<LockboxService> ContosoTenant::anotherDoor(
    std::chrono::milliseconds busyTimeout) const
{
    return opened({.clock = &m_clock, .busyTimeout = busyTimeout, .logFolder = logFolder()});
}

rules::NewRequest ContosoTenant::wish(const QString &reference)
{
    return {.reference = reference,
            .service = QStringLiteral("Exchange"),
            .reason = QStringLiteral("Mail flow stops at one mailbox"),
            .duration = 2h};
}

AccessRequest ContosoTenant::submitted(const QString &reference)
{
    m_clock.advance(1min);
    return need(m_door->submitRequest(eve(), wish(reference)));
}

AccessRequest ContosoTenant::authorized(const QString &reference)
{
    const AccessRequest request = submitted(reference);
    m_clock.advance(1min);
    return need(m_door->authorizeRequest(max(), request.id.toString(), {}));
}

AccessRequest ContosoTenant::approved(const QString &reference)
{
    const AccessRequest request = authorized(reference);
    m_clock.advance(1min);
    return need(m_door->approveRequest(abe(), request.id.toString(), {}));
}

Result<AccessRequest> ContosoTenant::act(LockboxService &door, rules::Operation operation,
                                         const Session &session, const QString &request)
{
    const QString why = QStringLiteral("because");
    switch (operation) {
    case rules::Operation::Authorize: return door.authorizeRequest(session, request, why);
    case rules::Operation::Reject: return door.rejectRequest(session, request, why);
    case rules::Operation::Approve:
        return door.approveRequest(session, request, {.window = {}, .comment = why});
    case rules::Operation::Deny: return door.denyRequest(session, request, why);
    case rules::Operation::Cancel: return door.cancelRequest(session, request, why);
    case rules::Operation::Revoke: return door.revokeAccess(session, request, why);
    case rules::Operation::Complete: return door.completeAccess(session, request, why);
    case rules::Operation::RecordAction: return door.recordAction(session, request, why);
    default: break;
    }
    return failure(ErrorCode::NotSupported, QStringLiteral("no act on a request"));
}

AccessRequest ContosoTenant::inState(RequestState state)
{
    using rules::Operation;
    const auto then = [&](const AccessRequest &request, Operation operation,
                          const Session &session) {
        m_clock.advance(1min);
        return need(act(*m_door, operation, session, request.id.toString()));
    };
    switch (state) {
    case RequestState::Submitted: return submitted();
    case RequestState::Rejected: return then(submitted(), Operation::Reject, max());
    case RequestState::Pending: return authorized();
    case RequestState::Approved: return approved();
    case RequestState::Denied: return then(authorized(), Operation::Deny, abe());
    case RequestState::Canceled: return then(authorized(), Operation::Cancel, abe());
    case RequestState::Revoked: return then(approved(), Operation::Revoke, ada());
    case RequestState::Completed: return then(approved(), Operation::Complete, eve());
    case RequestState::Expired: break;
    }
    const AccessRequest request = authorized();
    m_clock.advance(12h);
    return stored(request.id);
}

AccessRequest ContosoTenant::stored(const RequestId &id)
{
    return need(m_door->request(max(), id.toString())).request;
}

QStringList ContosoTenant::timeline(const RequestId &id)
{
    QStringList kinds;
    for (const Event &event : need(m_door->request(max(), id.toString())).timeline)
        kinds.append(toSlug(event.kind));
    return kinds;
}

std::vector<Event> ContosoTenant::history()
{
    // The door first, which writes down what the clock has done.
    need(m_door->events(ada(), {}));
    return demo::storedEvents(*below());
}

std::unique_ptr<Database> ContosoTenant::below() const
{
    return m_serverDatabase.isEmpty()
               ? need(Database::open(path(), 10s))
               : need(PostgresDatabase::open({.url = path(), .tenant = m_tenant.toString()}));
}

Result<void> ContosoTenant::check() const
{
    return m_serverDatabase.isEmpty() ? checkLocalStore(path()) : checkSchema(*below());
}

Event ContosoTenant::lastEvent()
{
    return history().back();
}

/// As demo::storeDump() of a file: not what is to be sent, which goes its own way.
static QStringList serverDump(const QString &url)
{
    SqlProbe probe(url);
    QStringList lines;
    for (const char *table : {"tenant", "account", "account_role", "request", "request_count",
                              "request_search", "event", "log", "log_node", "log_checkpoint"}) {
        lines.append(QString::fromLatin1(table));
        lines.append(probe.rows(
            QStringLiteral("SELECT * FROM %1 AS one ORDER BY one").arg(QLatin1String(table))));
    }
    return lines;
}

QStringList ContosoTenant::dump() const
{
    if (!m_serverDatabase.isEmpty())
        return serverDump(path());
    QStringList lines = demo::storeDump(path());
    lines.append(demo::storeValue(path(), QStringLiteral("SELECT clock_offset FROM tenant")));
    return lines;
}

} // namespace lockbox::test
