#include "core/service/serverdoors.h"

#include "core/service/localservice.h"
#include "core/store/postgresschema.h"

#include <algorithm>

namespace lockbox {

using namespace std::chrono_literals;

/// A password is tried in that many tenants at most where none is named: each try costs.
constexpr int mostTries = 8;

static Result<std::unique_ptr<Door>> openDoor(const QString &url, const TenantId &tenant,
                                              const LocalOptions &options,
                                              const SignInOptions &signInOptions)
{
    auto opened =
        openPostgres({.url = url, .tenant = tenant.toString(), .busyTimeout = options.busyTimeout});
    if (!opened)
        return failure(opened);
    const std::shared_ptr<Database> database = std::move(*opened);
    auto service = std::make_unique<LocalLockbox>(database, options);
    if (auto ok = service->look(); !ok)
        return failure(ok);
    auto signIns = SignIns::over(database, signInOptions);
    if (!signIns)
        return failure(signIns);
    const auto info = service->info();
    if (!info)
        return failure(info);
    LocalLockbox *const watched = service.get();
    return std::make_unique<Door>(Door{
        .tenant = info->tenant,
        .service = std::move(service),
        .signIns = std::move(*signIns),
        .watch = [watched](qint64 after, std::chrono::milliseconds wait, std::stop_token stop) {
            return watched->headAfter(after, wait, std::move(stop));
        }});
}

ServerDoors::ServerDoors(const ServerPlace &place, const LocalOptions &options,
                         const SignInOptions &signIns, size_t most)
    : m_pool([=, url = place.url](
                 const TenantId &tenant) { return openDoor(url, tenant, options, signIns); },
             most),
      m_directory(place)
{}

void ServerDoors::setTrouble(const std::optional<Error> &trouble)
{
    const std::lock_guard lock(m_troubleMutex);
    m_trouble = trouble;
}

std::optional<Error> ServerDoors::trouble() const
{
    const std::lock_guard lock(m_troubleMutex);
    return m_trouble;
}

/// Where the server is, and why it lets nobody in, is nothing for those who aren't signed in.
static Failure unusable()
{
    return failure(ErrorCode::StoreUnreachable,
                   QStringLiteral("the store can't be used just now: try again in a moment"));
}

static Failure forCallers(const Error &error)
{
    return error.code == ErrorCode::StoreUnreachable ? unusable() : Failure(error);
}

Result<void> ServerDoors::usable() const
{
    return trouble() ? unusable() : Result<void>();
}

void ServerDoors::changed(const TenantId &tenant)
{
    if (m_listener)
        m_listener(tenant);
}

Result<void> ServerDoors::know(std::chrono::seconds age)
{
    if (auto ok = usable(); !ok)
        return ok;
    if (m_knownAt && Clock::now() - *m_knownAt < age)
        return {};
    auto tenants = m_directory.tenants();
    const auto most =
        m_directory.with([](TenantDirectory &directory) { return directory.mostTenantsOfAName(); });
    if (!tenants || !most)
        return forCallers(tenants ? most.error() : tenants.error());
    m_tenants = std::move(*tenants);
    m_mostOfAName = std::clamp(*most, 1, mostTries);
    m_knownAt = Clock::now();
    return {};
}

Result<void> ServerDoors::knowAlso(const std::vector<TenantId> &found)
{
    const bool isAllKnown = std::all_of(found.begin(), found.end(),
                                        [this](const TenantId &id) { return isServed(id); });
    return isAllKnown ? Result<void>() : know(0s);
}

bool ServerDoors::isServed(const TenantId &tenant) const
{
    return std::any_of(m_tenants.begin(), m_tenants.end(),
                       [&](const Tenant &one) { return one.id == tenant; });
}

Result<std::shared_ptr<Door>> ServerDoors::open(const TenantId &tenant)
{
    {
        const std::lock_guard lock(m_mutex);
        if (auto ok = know(60s); !ok)
            return failure(ok);
        if (!isServed(tenant)) {
            if (auto ok = know(1s); !ok) // it may be new
                return failure(ok);
        }
        if (!isServed(tenant))
            return failure(ErrorCode::NotFound,
                           QStringLiteral("there is no tenant %1 here").arg(tenant.toString()));
    }
    auto door = m_pool.take(tenant);
    return door ? door : forCallers(door.error());
}

Result<std::vector<Tenant>> ServerDoors::tenants()
{
    const std::lock_guard lock(m_mutex);
    if (auto ok = know(1s); !ok)
        return failure(ok);
    return m_tenants;
}

/// With others, to as many as are always tried; by name.
Result<std::vector<TenantId>> ServerDoors::filledUp(std::vector<TenantId> found,
                                                    const QByteArray &name)
{
    if (m_tenants.empty())
        return failure(ErrorCode::StoreMissing, QStringLiteral("there is no tenant here"));
    const auto isOne = [&](const TenantId &id) {
        return std::find(found.begin(), found.end(), id) != found.end();
    };
    const size_t wanted = std::min<size_t>(m_mostOfAName, m_tenants.size());
    const size_t first = placeOf(name, m_tenants.size());
    for (size_t i = 0; found.size() < wanted && i < m_tenants.size(); ++i) {
        const TenantId &other = m_tenants[(first + i) % m_tenants.size()].id;
        if (!isOne(other))
            found.push_back(other);
    }
    std::vector<TenantId> byName;
    for (const Tenant &tenant : m_tenants) {
        if (isOne(tenant.id) && byName.size() < mostTries)
            byName.push_back(tenant.id);
    }
    return byName;
}

Result<std::vector<TenantId>> ServerDoors::tenantsOf(const QString &userPrincipalName)
{
    const std::lock_guard lock(m_mutex);
    if (auto ok = know(60s); !ok)
        return failure(ok);
    const auto found = m_directory.with([&](TenantDirectory &directory) {
        return directory.tenantsOf(userPrincipalName.left(256));
    });
    if (!found)
        return forCallers(found.error());
    if (auto ok = knowAlso(*found); !ok)
        return failure(ok);
    return filledUp(*found, userPrincipalName.trimmed().toCaseFolded().toUtf8());
}

Result<TenantId> ServerDoors::tenantOfCode(const QByteArray &codeHash)
{
    const std::lock_guard lock(m_mutex);
    if (auto ok = know(60s); !ok)
        return failure(ok);
    const auto found = m_directory.with(
        [&](TenantDirectory &directory) { return directory.tenantsOfCode(codeHash); });
    if (!found)
        return forCallers(found.error());
    if (auto ok = knowAlso(*found); !ok)
        return failure(ok);
    if (!found->empty() && isServed(found->front()))
        return found->front();
    if (m_tenants.empty())
        return failure(ErrorCode::StoreMissing, QStringLiteral("there is no tenant here"));
    return m_tenants[placeOf(codeHash, m_tenants.size())].id;
}

} // namespace lockbox
