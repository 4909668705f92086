#include "core/store/readonlyfile.h"

#include "core/base/clock.h"

#include <QDateTime>
#include <QFileInfo>
#include <QUrl>

namespace lockbox {

static QFileInfo log(const QString &path)
{
    return QFileInfo(path + QStringLiteral("-wal"));
}

static bool hasIndex(const QString &path)
{
    return QFileInfo::exists(path + QStringLiteral("-shm"));
}

bool ReadOnlyFile::isOne(const QString &path)
{
    const QFileInfo file(path);
    if (!file.isWritable())
        return true;
    // The log is not asked where the folder can be written: it comes and goes with the processes that write, and one that has just
    // gone must not be taken for one that can't be written.
    if (QFileInfo(file.path()).isWritable())
        return false;
    return !log(path).isWritable();
}

ReadOnlyFile::ReadOnlyFile(const QString &path) : m_path(path)
{
    const QFileInfo file(path);
    m_size = file.size();
    m_changedAt = file.lastModified().toMSecsSinceEpoch();
    m_hasLog = log(path).size() > 0 || (log(path).exists() && hasIndex(path));
    constexpr int coarsestTick = 2'000; // FAT
    // The file system's clock is the machine's, whatever the store's own shows.
    m_isSettled = SystemClock().now().time_since_epoch().count() - m_changedAt > coarsestTick;
}

bool ReadOnlyFile::isUnchanged() const
{
    const ReadOnlyFile now(m_path);
    return now.m_size == m_size && now.m_changedAt == m_changedAt && now.m_hasLog == m_hasLog;
}

Result<ReadOnlyFile> ReadOnlyFile::look(const QString &path)
{
    const ReadOnlyFile file(path);
    if (file.m_hasLog && !hasIndex(path))
        return failure(
            ErrorCode::StoreUnwritable,
            QStringLiteral("%1 can't be read here: its newest changes are in %1-wal, and "
                           "nothing can be written; copy both to another folder")
                .arg(path));
    return file;
}

QByteArray ReadOnlyFile::url() const
{
    // https://www.sqlite.org/wal.html#read_only_databases
    return QUrl::fromLocalFile(QFileInfo(m_path).absoluteFilePath()).toEncoded()
           + (isAlone() ? "?mode=ro&immutable=1" : "?mode=ro&readonly_shm=1");
}

} // namespace lockbox
