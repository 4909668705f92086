#pragma once

#include "core/store/postgresaccess.h"
#include "core/store/postgresdatabase.h"
#include "core/store/tenantdirectory.h"

#include <QStringList>

namespace lockbox {

/// Which store on a server a service serves, and whom of it.
struct ServerPlace {
    QString url;         ///< A connection string of libpq.
    QStringList tenants; ///< Ids or domains; empty: all that there are.
};

/// The tenants of a store on a server, as its service sees them: a connection that is bound to none. Belongs to one thread at a time; connects when it
/// is first needed, and again after a while without a server.
class ServerDirectory
{
public:
    explicit ServerDirectory(ServerPlace place, QByteArray channel = {})
        : m_place(std::move(place)), m_channel(std::move(channel))
    {}

    /// That the server answers, takes changes, and has a store of this program's version.
    Result<void> check();
    /// That the tenants that were named are there.
    Result<void> checkTenants();
    /// Those that are served, by name.
    Result<std::vector<Tenant>> tenants();
    /// Runs `body(directory)` with a connection.
    template<typename Body>
    auto with(Body body) -> decltype(body(std::declval<TenantDirectory &>()))
    {
        if (auto ok = connect(); !ok)
            return failure(ok);
        return body(*m_tenants);
    }
    /// Null while there is no connection.
    PostgresDatabase *database() { return m_database.get(); }

private:
    Result<void> connect();

    ServerPlace m_place;
    QByteArray m_channel; ///< Whose notices are taken.
    std::unique_ptr<PostgresDatabase> m_database;
    std::optional<TenantDirectory> m_tenants;
};

} // namespace lockbox
