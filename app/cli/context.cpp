#include "app/cli/context.h"

#include "app/cli/logwords.h"
#include "core/domain/validation.h"
#include "core/remote/remotelockbox.h"
#include "core/secrets/mailpassword.h"
#include "core/secrets/servicesignin.h"

#include <QDir>

namespace lockbox::cli {

QString Context::storeText() const
{
    return m_globals.store ? QString::fromStdString(*m_globals.store)
                           : qEnvironmentVariable("LOCKBOX_STORE");
}

static Aside signInAside(const QString &service)
{
    return {.hint =
                QStringLiteral("\"lockbox --store %1 --as UPN sign-in\" signs in.").arg(service),
            .parts = {}};
}

bool Context::isRemote() const
{
    const QString text = storeText();
    return text.startsWith(QStringLiteral("https:")) || text.startsWith(QStringLiteral("http:"));
}

Result<RemoteOptions> Context::remoteOptions() const
{
    const auto url = HttpClient::serviceUrl(storeText());
    if (!url)
        return failure(url);
    RemoteOptions options{.url = *url,
                          .caFile = m_globals.caFile ? QString::fromStdString(*m_globals.caFile)
                                                     : qEnvironmentVariable("LOCKBOX_CA_FILE")};
    options.token = qgetenv("LOCKBOX_TOKEN");
    if (!options.token.isEmpty())
        return options;
    const auto kept = findSignIn(url->toString(), userSignInFolder());
    if (!kept)
        return failure(kept);
    if (*kept)
        options.token = (*kept)->token;
    return options;
}

Result<QString> Context::store() const
{
    const QString text = storeText();
    if (text.isEmpty())
        return invalid(
            QStringLiteral("store"),
            QStringLiteral("no store is named: give --store PATH, or set LOCKBOX_STORE"));
    if (isRemote())
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("%1 is a service: this is done to a store's file, on the "
                                      "machine that has it")
                           .arg(text));
    return storePath(text);
}

Result<Session> Context::session() const
{
    const QString text =
        m_globals.as ? QString::fromStdString(*m_globals.as) : qEnvironmentVariable("LOCKBOX_USER");
    if (text.isEmpty() && isRemote()) {
        const auto url = HttpClient::serviceUrl(storeText());
        if (!url)
            return failure(url);
        const auto kept = findSignIn(url->toString(), userSignInFolder());
        if (!kept)
            return failure(kept);
        if (*kept)
            return Session{(*kept)->userPrincipalName};
        m_output.setAside(signInAside(url->toString()));
        return failure(ErrorCode::SignInRequired,
                       QStringLiteral("nobody is signed in to %1").arg(url->toString()));
    }
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

Result<std::unique_ptr<LockboxService>> Context::openService() const
{
    const auto options = remoteOptions();
    if (!options)
        return failure(options);
    auto service = openRemoteStore(*options);
    if (!service && service.error().code == ErrorCode::SignInRequired)
        m_output.setAside(signInAside(options->url.toString()));
    return service;
}

Result<std::unique_ptr<LockboxService>> Context::openStore() const
{
    if (isRemote())
        return openService();
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
    if (const auto path = store(); !path && !isRemote())
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
