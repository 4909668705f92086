#include "core/domain/origin.h"

namespace lockbox {

bool isSystem(const QString &method)
{
    return method == QStringLiteral("client") || method == QStringLiteral("certificate");
}

Actor throughService(Actor actor, const QString &method, const QString &address)
{
    actor.method = method;
    actor.address = address;
    if (isSystem(method)) {
        for (const RoleInfo &info : allRoles()) {
            if (info.side == Side::Customer)
                actor.roles.remove(info.role);
        }
    }
    return actor;
}

} // namespace lockbox
