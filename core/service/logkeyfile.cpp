#include "core/service/logkeyfile.h"

#include "core/audit/ed25519.h"
#include "core/base/ids.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace lockbox {

static bool syncToDisk(int handle)
{
#ifdef Q_OS_WIN
    return _commit(handle) == 0;
#else
    return fsync(handle) == 0;
#endif
}

static Failure unwritable(const QString &path, const QString &why)
{
    return failure(ErrorCode::StoreUnwritable,
                   QStringLiteral("the log's key can't be written to %1: %2").arg(path, why));
}

bool LogKeyFile::exists() const
{
    const QFileInfo info(m_path);
    return info.exists() || info.isSymLink();
}

/// The second line of a key's file.
static constexpr auto sharedMark = "shared";

Result<void> LogKeyFile::write(const LogKey &key) const
{
    if (exists()) {
        const auto there = read();
        if (!there)
            return failure(there);
        if (there->key != key.key)
            return failure(
                ErrorCode::AlreadyExists,
                QStringLiteral("%1 holds the key of another log; nothing was changed").arg(m_path));
        return {};
    }
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return unwritable(m_path, QStringLiteral("its folder can't be made"));
    QByteArray text = key.key.toText() + '\n';
    if (key.isShared)
        text += sharedMark + QByteArray("\n");
    const auto made = make(text);
    audit::ed25519::wipe(text);
    return made;
}

/// Under another name first: a file of this name holds a whole key.
Result<void> LogKeyFile::make(const QByteArray &text) const
{
    const QString newPath =
        m_path + QStringLiteral(".new-") + RandomIdSource().next().toString(QUuid::Id128).left(8);
    QFile file(newPath);
    // Readable by nobody else from the first moment on.
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return unwritable(m_path, file.errorString());
    QString why;
    if (file.write(text) != text.size() || !file.flush() || !syncToDisk(file.handle()))
        why = file.error() == QFileDevice::NoError ? qt_error_string() : file.errorString();
    // QFile's own remove() and rename() give up where what it still holds can't be written.
    file.close();
    if (why.isEmpty() && !QFile::rename(newPath, m_path))
        why = QStringLiteral("another file is there");
    if (why.isEmpty())
        return {};
    QFile::remove(newPath);
    return unwritable(m_path, why);
}

/// What Unix calls the bits for group and others.
static bool othersMayRead(const QFileInfo &info)
{
    return info.permissions()
           & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
              | QFileDevice::WriteOther);
}

Result<LogKey> LogKeyFile::read() const
{
    const QFileInfo info(m_path);
    if (!info.exists())
        return failure(ErrorCode::NotFound,
                       QStringLiteral("there is no private key at %1").arg(m_path));
    // A pipe would keep the reader waiting.
    if (!info.isFile())
        return failure(ErrorCode::NotPermitted,
                       QStringLiteral("%1 can't be read: it is no file").arg(m_path));
#ifdef Q_OS_UNIX
    if (othersMayRead(info))
        return failure(
            ErrorCode::NotPermitted,
            QStringLiteral("%1 may be read by others: a private key needs mode 0600").arg(m_path));
#endif
    constexpr qint64 longest = 4096;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotPermitted,
                       QStringLiteral("%1 can't be read: %2").arg(m_path, file.errorString()));
    QByteArray text = file.read(longest).trimmed();
    const qsizetype end = text.indexOf('\n');
    const auto first = QByteArrayView(text).first(end < 0 ? text.size() : end);
    const auto rest = QByteArrayView(text).sliced(first.size()).trimmed();
    const bool isShared = rest == sharedMark;
    const auto key = rest.isEmpty() || isShared ? audit::SigningKey::parse(first)
                                                : failure(ErrorCode::InvalidArgument, QString());
    audit::ed25519::wipe(text);
    if (!key)
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("%1 holds no private key of a log").arg(m_path));
    return LogKey{.key = *key, .isShared = isShared};
}

LogPinFile LogKeyFile::lastSigned() const
{
    return LogPinFile(m_path + QStringLiteral(".signed"), m_path);
}

void LogKeyFile::remove() const
{
    QFile::remove(m_path);
    QFile::remove(lastSigned().path());
}

} // namespace lockbox
