#include "core/service/doors.h"

#include <QCryptographicHash>

#include <algorithm>

namespace lockbox {

static Failure noTenant(const QString &what)
{
    return failure(ErrorCode::NotFound,
                   QStringLiteral("there is no tenant \"%1\" here").arg(what.left(256)));
}

bool isTenant(const Tenant &tenant, const QString &idOrDomain)
{
    const QString text = idOrDomain.trimmed();
    const TenantId id = TenantId::fromString(text);
    return id.isNull() ? tenant.domain.compare(text, Qt::CaseInsensitive) == 0 : tenant.id == id;
}

Result<Tenant> Doors::tenant(const QString &idOrDomain)
{
    const auto all = tenants();
    if (!all)
        return failure(all);
    const auto found = std::find_if(all->begin(), all->end(),
                                    [&](const Tenant &one) { return isTenant(one, idOrDomain); });
    return found == all->end() ? noTenant(idOrDomain) : Result<Tenant>(*found);
}

size_t placeOf(const QByteArray &text, size_t count)
{
    const QByteArray hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    return size_t(hash.left(7).toHex().toULongLong(nullptr, 16)) % std::max<size_t>(count, 1);
}

Result<std::shared_ptr<Door>> OneDoor::open(const TenantId &tenant)
{
    return tenant == m_door->tenant.id ? Result<std::shared_ptr<Door>>(m_door)
                                       : noTenant(tenant.toString());
}

} // namespace lockbox
