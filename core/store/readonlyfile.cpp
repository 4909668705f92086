#include "core/store/readonlyfile.h"

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
    return log(path).exists() ? !log(path).isWritable() : !QFileInfo(file.path()).isWritable();
}

ReadOnlyFile::ReadOnlyFile(const QString &path) : m_path(path)
{
    const QFileInfo file(path);
    m_size = file.size();
    m_changedAt = file.lastModified();
    m_hasLog = log(path).size() > 0 || (log(path).exists() && hasIndex(path));
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
