#include "core/secrets/mailpassword.h"

#include "core/secrets/keychainjob.h"

#include <QFile>
#include <QFileInfo>

namespace lockbox {

static const char *const passwordVariable = "LOCKBOX_MAIL_PASSWORD";
static const char *const hostVariable = "LOCKBOX_MAIL_HOST";
static const char *const fileVariable = "LOCKBOX_MAIL_PASSWORD_FILE";

static QString keychainName()
{
    return QStringLiteral("customer-lockbox mail");
}

/// One for each account of each server.
static QString keychainKey(const NotificationSettings &settings)
{
    return QStringLiteral("%1@%2:%3").arg(settings.account, settings.host).arg(settings.port);
}

static Result<QByteArray> passwordIn(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(ErrorCode::NotFound,
                       QStringLiteral("there is no password file %1").arg(path));
    if (!info.isFile())
        return failure(ErrorCode::NotPermitted,
                       QStringLiteral("the password file %1 is no file").arg(path));
#ifdef Q_OS_UNIX
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
                        | QFileDevice::WriteOther;
    if (info.permissions() & others)
        return failure(
            ErrorCode::NotPermitted,
            QStringLiteral("%1 may be read by others: a password needs mode 0600").arg(path));
#endif
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotPermitted,
                       QStringLiteral("%1 can't be read: %2").arg(path, file.errorString()));
    constexpr qint64 longest = 4096;
    QByteArray line = file.readLine(longest);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("the password file %1 is empty").arg(path));
    return line;
}

/// The password in the environment is for one server: who may change the setting must not be able to have it sent to another.
static Result<void> checkHost(const NotificationSettings &settings)
{
    const QString host = qEnvironmentVariable(hostVariable);
    if (host.isEmpty() || host.compare(settings.host, Qt::CaseInsensitive) == 0)
        return {};
    return failure(ErrorCode::NotPermitted,
                   QStringLiteral("the password of the mail account is for %1 (%2), not for %3")
                       .arg(host, QLatin1String(hostVariable), settings.host));
}

Result<QByteArray> findMailPassword(const NotificationSettings &settings)
{
    if (auto ok = checkHost(settings); !ok)
        return failure(ok);
    if (qEnvironmentVariableIsSet(passwordVariable))
        return qgetenv(passwordVariable);
    if (const QString path = qEnvironmentVariable(fileVariable); !path.isEmpty())
        return passwordIn(path);
    QKeychain::ReadPasswordJob job(keychainName());
    job.setKey(keychainKey(settings));
    const bool isDone = finish(job);
    if (isDone && job.error() == QKeychain::NoError)
        return job.binaryData();
    return failure(ErrorCode::NotFound,
                   QStringLiteral("there is no password for the mail account %1: set %2, name a "
                                  "file with %3, or keep it in the keychain (%4)")
                       .arg(settings.account, QLatin1String(passwordVariable),
                            QLatin1String(fileVariable),
                            isDone ? job.errorString() : QStringLiteral("it does not answer")));
}

Result<void> keepMailPassword(const NotificationSettings &settings, const QByteArray &password)
{
    QKeychain::WritePasswordJob job(keychainName());
    job.setKey(keychainKey(settings));
    job.setBinaryData(password);
    const bool isDone = finish(job);
    if (isDone && job.error() == QKeychain::NoError)
        return {};
    return failure(ErrorCode::NotSupported,
                   QStringLiteral("the keychain does not take the password: %1")
                       .arg(isDone ? job.errorString() : QStringLiteral("it does not answer")));
}

} // namespace lockbox
