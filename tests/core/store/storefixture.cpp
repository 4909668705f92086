#include "tests/core/store/storefixture.h"

#include "core/store/schema.h"

namespace lockbox::test {

using namespace std::chrono_literals;

StoreFixture::StoreFixture() : m_database(need(Database::open(path(), 1s, true)))
{
    need(createSchema(*m_database));
    m_tenant = addTenant(QStringLiteral("Contoso"));
}

std::unique_ptr<Database> StoreFixture::another() const
{
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
