#include "tests/core/store/storefixture.h"

#include "core/store/postgresschema.h"
#include "core/store/schema.h"
#include "tests/core/store/postgresserver.h"
#include "tests/core/store/sqlprobe.h"

namespace lockbox::test {

using namespace std::chrono_literals;

Engine testedEngine()
{
    return qgetenv("LOCKBOX_TEST_ENGINE") == "postgres" ? Engine::Postgres : Engine::Sqlite;
}

static std::unique_ptr<Database> onServer(const QString &url, std::chrono::milliseconds busyTimeout)
{
    return need(PostgresDatabase::open({.url = url, .tenant = {}, .busyTimeout = busyTimeout}));
}

StoreFixture::StoreFixture(Engine engine)
{
    if (engine == Engine::Postgres) {
        m_serverDatabase = PostgresServer::instance().newDatabase();
        m_database = onServer(path(), 1s);
    } else {
        m_database = need(Database::open(path(), 1s, true));
        need(createSchema(*m_database));
    }
    m_tenant = addTenant(QStringLiteral("Contoso"));
}

QString StoreFixture::path() const
{
    return m_serverDatabase.isEmpty() ? path(QStringLiteral("contoso.lockbox"))
                                      : PostgresServer::instance().url(m_serverDatabase);
}

QString StoreFixture::path(const char *user) const
{
    return PostgresServer::instance().url(m_serverDatabase, QString::fromLatin1(user));
}

QString StoreFixture::tenantId(qint64 tenant) const
{
    return SqlProbe(path()).row(QStringLiteral("SELECT id FROM tenant WHERE key = %1").arg(tenant));
}

std::unique_ptr<Database> StoreFixture::asService(qint64 tenant,
                                                  std::chrono::milliseconds busyTimeout) const
{
    return need(openPostgres(
        {.url = path("service"), .tenant = tenantId(tenant), .busyTimeout = busyTimeout}));
}

std::unique_ptr<Database> StoreFixture::another() const
{
    if (!m_serverDatabase.isEmpty())
        return onServer(path(), 0ms);
    return need(Database::open(path(), 0ms));
}

qint64 StoreFixture::addTenant(const QString &name, bool demo)
{
    const Tenant tenant{.id = TenantId(RandomIdSource().next()),
                        .name = name,
                        .domain = QStringLiteral("contoso.com"),
                        .provider = QStringLiteral("Fabrikam")};
    return need(TenantStore(*m_database).insert(tenant, {}, demo));
}

} // namespace lockbox::test
