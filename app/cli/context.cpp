#include "app/cli/context.h"

#include "app/cli/logwords.h"
#include "core/domain/validation.h"
#include "core/secrets/mailpassword.h"

#include <QDir>

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

Result<LocalOptions> Context::localOptions() const
{
    LocalOptions options;
    options.logFolder = userLogFolder();
    options.mailPassword = findMailPassword;
    options.mailCaFile = qEnvironmentVariable("LOCKBOX_MAIL_CA_FILE");
    options.logKeyFile = m_globals.logKey ? QString::fromStdString(*m_globals.logKey)
                                          : qEnvironmentVariable("LOCKBOX_LOG_KEY");
    if (m_globals.logKey && options.logKeyFile.isEmpty())
        return invalid(QStringLiteral("log-key"), QStringLiteral("--log-key names no file"));
    if (!options.logKeyFile.isEmpty())
        options.logKeyFile = QDir::cleanPath(QDir::current().absoluteFilePath(options.logKeyFile));
    return options;
}

Result<LocalStore> Context::localStore() const
{
    const auto path = store();
    if (!path)
        return failure(path);
    const auto options = localOptions();
    if (!options)
        return failure(options);
    return LocalStore{.path = *path, .options = *options};
}

void Context::explainAlarm(const std::optional<LogAlarm> &alarm) const
{
    QJsonObject parts;
    if (alarm)
        parts = {{QStringLiteral("pinned"), toJson(alarm->pinned)},
                 {QStringLiteral("present"), toJson(alarm->present)}};
    m_output.setAside(
        {.hint = QStringLiteral(
             "\"lockbox log verify\" looks closer; \"lockbox log pin --replace\" takes the log as "
             "it is,\nafter a backup was put back on purpose."),
         .parts = parts});
}

Result<std::unique_ptr<LockboxService>> Context::openStore() const
{
    const auto local = localStore();
    if (!local)
        return failure(local);
    auto service = openLocalStore(local->path, local->options);
    if (!service)
        return service;
    const auto info = (*service)->info();
    if (!info)
        return failure(info);
    if (!info->alarm)
        return service;
    explainAlarm(info->alarm);
    return failure(ErrorCode::LogBroken, info->alarm->message);
}

Result<Door> Context::open() const
{
    if (const auto path = store(); !path)
        return failure(path);
    auto who = session();
    if (!who)
        return failure(who);
    auto service = openStore();
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
