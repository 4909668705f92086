#include "core/store/storefile.h"

#include "core/store/schema.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>

namespace lockbox {

static Result<QByteArray> header(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(ErrorCode::StoreMissing,
                       QStringLiteral("there is no store at %1").arg(path));
    if (!info.isFile())
        return failure(ErrorCode::StoreForeign, QStringLiteral("%1 is no file").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 can't be read: %2").arg(path, file.errorString()));
    return file.read(100);
}

Result<void> inspectStoreFile(const QString &path)
{
    const auto bytes = header(path);
    if (!bytes)
        return failure(bytes);
    if (bytes->size() < 100 || !bytes->startsWith(QByteArray("SQLite format 3\0", 16)))
        return failure(ErrorCode::StoreForeign,
                       QStringLiteral("%1 is no Customer Lockbox store").arg(path));
    const auto number = [&](int offset) {
        return qFromBigEndian<quint32>(bytes->constData() + offset);
    };
    if (number(68) != storeApplicationId)
        return failure(ErrorCode::StoreForeign,
                       QStringLiteral("%1 is a database of another program").arg(path));
    if (number(60) > quint32(schemaVersion()))
        return failure(ErrorCode::StoreTooNew,
                       QStringLiteral("%1 was written by a newer version of this program (schema "
                                      "%2, this program knows %3)")
                           .arg(path)
                           .arg(number(60))
                           .arg(schemaVersion()));
    // While there is a write-ahead log, pages of the file may still be in it.
    const quint32 rawPageSize = qFromBigEndian<quint16>(bytes->constData() + 16);
    const qint64 pageSize = rawPageSize == 1 ? 65536 : rawPageSize;
    const QFileInfo log(path + QStringLiteral("-wal"));
    if (log.size() == 0 && QFileInfo(path).size() < pageSize * qint64(number(28)))
        return failure(ErrorCode::StoreDamaged,
                       QStringLiteral("%1 is cut off: it should have %2 bytes and has %3")
                           .arg(path)
                           .arg(pageSize * qint64(number(28)))
                           .arg(QFileInfo(path).size()));
    return {};
}

} // namespace lockbox
