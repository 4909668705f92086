#include "app/cli/context.h"

#include "core/domain/validation.h"
#include "core/service/locallockbox.h"

namespace lockbox::cli {

QString Context::storeText() const
{
    return m_globals.store ? QString::fromStdString(*m_globals.store)
                           : qEnvironmentVariable("LOCKBOX_STORE");
}

Result<QString> Context::store() const
{
    const QString text = storeText();
    if (text.isEmpty())
        return invalid(
            QStringLiteral("store"),
            QStringLiteral("no store is named: give --store PATH, or set LOCKBOX_STORE"));
    return storePath(text);
}

Result<Session> Context::session() const
{
    const QString text =
        m_globals.as ? QString::fromStdString(*m_globals.as) : qEnvironmentVariable("LOCKBOX_USER");
    if (text.isEmpty())
        return invalid(
            QStringLiteral("as"),
            QStringLiteral("nobody is named who acts: give --as UPN, or set LOCKBOX_USER"));
    const auto name = checkUserPrincipalName(text);
    if (!name)
        return invalid(QStringLiteral("as"), name.error().message);
    return Session{*name};
}

Result<Door> Context::open() const
{
    const auto path = store();
    if (!path)
        return failure(path);
    auto who = session();
    if (!who)
        return failure(who);
    auto service = openLocalStore(*path);
    if (!service)
        return failure(service);
    const auto info = (*service)->info();
    if (!info)
        return failure(info);
    return Door{.service = std::move(*service),
                .session = *who,
                .tenant = info->tenant,
                .demo = info->demo};
}

} // namespace lockbox::cli
