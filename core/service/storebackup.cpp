#include "core/service/storebackup.h"

#include "core/base/ids.h"
#include "core/service/storefailure.h"
#include "core/service/storelog.h"
#include "core/store/database.h"
#include "core/store/schema.h"
#include "core/store/storefile.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lockbox {

namespace {

/// A folder under another name until it is whole; removed when it goes, unless it was kept.
class NewFolder
{
public:
    explicit NewFolder(const QString &place)
        : m_place(QDir::cleanPath(QFileInfo(place).absoluteFilePath())),
          m_path(m_place + QStringLiteral(".partial-")
                 + RandomIdSource().next().toString(QUuid::Id128).left(8))
    {}
    ~NewFolder() { QDir(m_path).removeRecursively(); }
    NewFolder(const NewFolder &) = delete;
    NewFolder &operator=(const NewFolder &) = delete;

    QString path(const QString &name) const { return m_path + QLatin1Char('/') + name; }
    Result<void> make() const;
    Result<void> keep() const;

private:
    Failure failed(const QString &why) const
    {
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 can't be written: %2").arg(m_place, why));
    }

    QString m_place;
    QString m_path;
};

Result<void> NewFolder::make() const
{
    const QFileInfo info(m_place);
    if (info.exists() || info.isSymLink())
        return failure(ErrorCode::AlreadyExists,
                       QStringLiteral("%1 exists already; nothing was changed").arg(m_place));
    // It will hold hashes of passwords and a private key.
    const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    if (!QDir().mkdir(m_path) || !QFile::setPermissions(m_path, owner))
        return failed(QStringLiteral("the folder can't be made"));
    return {};
}

Result<void> NewFolder::keep() const
{
    if (::rename(QFile::encodeName(m_path).constData(), QFile::encodeName(m_place).constData())
        != 0)
        return failed(qt_error_string());
    return {};
}

/// On the disk and nobody else's, before it is called whole.
Result<void> settle(const QString &path, bool isFolder = false)
{
    const int file =
        ::open(QFile::encodeName(path).constData(), isFolder ? O_RDONLY | O_DIRECTORY : O_RDWR);
    const bool isSettled =
        file >= 0 && ::fchmod(file, isFolder ? 0700 : 0600) == 0 && ::fsync(file) == 0;
    const QString why = qt_error_string();
    if (file >= 0)
        ::close(file);
    return isSettled ? Result<void>()
                     : failure(ErrorCode::StoreUnwritable,
                               QStringLiteral("%1 can't be written: %2").arg(path, why));
}

/// Keys, what they have signed last, and pins; not the locks of those who write them just now.
Result<void> copyLog(const QString &from, const NewFolder &folder)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        if (file.endsWith(QStringLiteral(".lock")))
            continue;
        const QString to = folder.path(QStringLiteral("log/") + QDir(from).relativeFilePath(file));
        const QString above = QFileInfo(to).absolutePath();
        if (!QDir().mkpath(above) || !QFile::copy(file, to))
            return failure(ErrorCode::StoreUnwritable,
                           QStringLiteral("%1 can't be copied to %2").arg(file, to));
        if (auto ok = settle(to); !ok)
            return ok;
        if (auto ok = settle(above, true); !ok)
            return ok;
    }
    return {};
}

Result<void> copyStore(const QString &path, const QString &to,
                       std::chrono::milliseconds busyTimeout)
{
    if (auto ok = inspectStoreFile(path); !ok)
        return ok;
    const auto database = Database::open(path, busyTimeout);
    if (!database)
        return Failure(naming(database.error(), path));
    auto copied = (*database)->statement(QStringLiteral("copy_store")).bind(":path", to).exec();
    return copied ? copied : Failure(naming(copied.error(), path));
}

/// Looked at without pins: a copy in another place has none.
Result<std::optional<LogState>> stateOf(const QString &copy)
{
    const auto database = Database::open(copy, {});
    if (!database)
        return failure(database);
    const auto version = storedSchemaVersion(**database);
    if (!version)
        return failure(version);
    if (*version != schemaVersion())
        return std::nullopt;
    auto state = StoreLog(**database, {}).state();
    if (!state)
        return failure(state);
    return std::optional(*state);
}

} // namespace

Result<std::optional<LogState>> backUpLocalStore(const QString &path, const QString &folder,
                                                 const LocalOptions &options)
{
    const NewFolder made(folder);
    if (auto ok = made.make(); !ok)
        return failure(ok);
    // The store last: it then goes on from what the pins and the key remember, whatever is written meanwhile.
    if (auto ok = copyLog(options.logFolder, made); !ok)
        return failure(ok);
    const QString copy = made.path(QStringLiteral("lockbox.store"));
    if (auto ok = copyStore(path, copy, options.busyTimeout); !ok)
        return failure(ok);
    auto state = stateOf(copy);
    if (!state)
        return failure(state);
    for (const auto &[name, isFolder] :
         {std::pair{QStringLiteral("lockbox.store"), false}, {QString(), true}}) {
        if (auto ok = settle(made.path(name), isFolder); !ok)
            return failure(ok);
    }
    if (auto ok = made.keep(); !ok)
        return failure(ok);
    return *state;
}

} // namespace lockbox
