#include "core/service/serverdirectory.h"

#include "core/service/doors.h"
#include "core/service/storefailure.h"
#include "core/store/postgresschema.h"

#include <algorithm>

namespace lockbox {

Result<void> ServerDirectory::connect()
{
    if (m_database)
        return {};
    auto opened = PostgresDatabase::open({.url = m_place.url, .tenant = {}, .channel = m_channel});
    if (!opened) {
        const auto place = postgresPlace(m_place.url);
        return place ? Failure(naming(opened.error(), *place)) : failure(opened);
    }
    if (auto ok = checkPostgresVersion(**opened); !ok)
        return ok;
    m_database = std::move(*opened);
    m_tenants.emplace(*m_database);
    return {};
}

Result<std::vector<Tenant>> ServerDirectory::tenants()
{
    auto all = with([](TenantDirectory &tenants) { return tenants.tenants(); });
    if (!all || m_place.tenants.isEmpty())
        return all;
    std::erase_if(*all, [this](const Tenant &tenant) {
        return std::none_of(m_place.tenants.begin(), m_place.tenants.end(),
                            [&](const QString &text) { return isTenant(tenant, text); });
    });
    return all;
}

Result<void> ServerDirectory::check()
{
    if (auto ok = connect(); !ok)
        return ok;
    if (auto ok = checkPostgresVersion(*m_database); !ok)
        return Failure(naming(ok.error(), m_database->path()));
    const auto isReadOnly = m_tenants->isReadOnly();
    if (!isReadOnly)
        return Failure(naming(isReadOnly.error(), m_database->path()));
    if (*isReadOnly) {
        m_database.reset(); // another of the hosts may take changes by now
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("the server takes no changes just now"));
    }
    return {};
}

Result<void> ServerDirectory::checkTenants()
{
    const auto all = tenants();
    if (!all)
        return failure(all);
    for (const QString &text : m_place.tenants) {
        if (std::none_of(all->begin(), all->end(),
                         [&](const Tenant &tenant) { return isTenant(tenant, text); }))
            return failure(
                ErrorCode::NotFound,
                QStringLiteral("there is no tenant \"%1\" in %2").arg(text, m_database->path()));
    }
    return {};
}

} // namespace lockbox
