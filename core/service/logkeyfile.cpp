#include "core/service/logkeyfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace lockbox {

bool LogKeyFile::exists() const
{
    const QFileInfo info(m_path);
    return info.exists() || info.isSymLink();
}

Result<void> LogKeyFile::write(const audit::SigningKey &key) const
{
    if (exists()) {
        const auto there = read();
        if (!there)
            return failure(there);
        if (*there != key)
            return failure(
                ErrorCode::AlreadyExists,
                QStringLiteral("%1 holds the key of another log; nothing was changed").arg(m_path));
        return {};
    }
    const auto unwritable = [&](const QString &why) {
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("the log's key can't be written to %1: %2").arg(m_path, why));
    };
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return unwritable(QStringLiteral("its folder can't be made"));
    QFile file(m_path);
    // Readable by nobody else from the first moment on.
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return unwritable(file.errorString());
    const QByteArray text = key.toText() + '\n';
    if (file.write(text) != text.size() || !file.flush()) {
        const QString why = file.errorString();
        // QFile's own remove() gives up where what it still holds can't be written.
        file.close();
        QFile::remove(m_path);
        return unwritable(why);
    }
    return {};
}

/// What Unix calls the bits for group and others.
static bool othersMayRead(const QFileInfo &info)
{
    return info.permissions()
           & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
              | QFileDevice::WriteOther);
}

Result<audit::SigningKey> LogKeyFile::read() const
{
    if (!QFileInfo::exists(m_path))
        return failure(ErrorCode::NotFound,
                       QStringLiteral("there is no private key at %1").arg(m_path));
#ifdef Q_OS_UNIX
    if (othersMayRead(QFileInfo(m_path)))
        return failure(
            ErrorCode::NotPermitted,
            QStringLiteral("%1 may be read by others: a private key needs mode 0600").arg(m_path));
#endif
    constexpr qint64 longest = 4096;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotPermitted,
                       QStringLiteral("%1 can't be read: %2").arg(m_path, file.errorString()));
    const auto key = audit::SigningKey::parse(file.read(longest).trimmed());
    if (!key)
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("%1 holds no private key of a log").arg(m_path));
    return key;
}

void LogKeyFile::remove() const
{
    QFile::remove(m_path);
}

} // namespace lockbox
