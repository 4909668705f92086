#include "core/service/filedoors.h"

namespace lockbox {

static Result<std::unique_ptr<Door>> openDoor(const QString &path, const LocalOptions &options,
                                              const SignInOptions &signInOptions)
{
    auto service = openLocalStore(path, options);
    if (!service)
        return failure(service);
    auto signIns = SignIns::open(path, signInOptions);
    if (!signIns)
        return failure(signIns);
    const auto info = (*service)->info();
    if (!info)
        return failure(info);
    return std::make_unique<Door>(Door{.tenant = info->tenant,
                                       .service = std::move(*service),
                                       .signIns = std::move(*signIns),
                                       .watch = {}});
}

Result<std::unique_ptr<FileDoors>> FileDoors::open(const QString &path, const LocalOptions &options,
                                                   const SignInOptions &signIns, size_t most)
{
    const auto opener = [=](const TenantId &) { return openDoor(path, options, signIns); };
    const auto first = opener({});
    if (!first)
        return failure(first);
    std::unique_ptr<FileDoors> doors(new FileDoors(opener, most, (*first)->tenant));
    return doors;
}

Result<std::shared_ptr<Door>> FileDoors::open(const TenantId &tenant)
{
    if (tenant != m_tenant.id)
        return failure(ErrorCode::NotFound,
                       QStringLiteral("there is no tenant %1 here").arg(tenant.toString()));
    return m_pool.take(tenant);
}

} // namespace lockbox
