#include "core/store/storefile.h"

#include "core/store/schema.h"

#include <QFileInfo>
#include <QtEndian>

#include <sqlite3.h>

namespace lockbox {

static constexpr int headerSize = 100;

/// The file's first bytes, read by SQLite's own handle. A handle of our own would be a trap: closing it gives up every lock that
/// this process holds on the file (https://www.sqlite.org/howtocorrupt.html, 2.2), also those of another connection; the next
/// process to leave would then take the write-ahead log away from under it.
static Result<QByteArray> readThroughSqlite(const QString &path, int size)
{
    sqlite3 *raw = nullptr;
    const int opened =
        sqlite3_open_v2(path.toUtf8().constData(), &raw, SQLITE_OPEN_READONLY, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> connection(raw, sqlite3_close);
    sqlite3_file *file = nullptr;
    if (opened == SQLITE_OK)
        sqlite3_file_control(raw, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (!file || !file->pMethods)
        return failure(
            ErrorCode::StoreUnwritable,
            QStringLiteral("%1 can't be read: %2")
                .arg(path, QString::fromUtf8(raw ? sqlite3_errmsg(raw) : "out of memory")));
    QByteArray bytes(size, '\0');
    const int got = file->pMethods->xRead(file, bytes.data(), size, 0);
    if (got != SQLITE_OK && got != SQLITE_IOERR_SHORT_READ)
        return failure(ErrorCode::StoreUnwritable, QStringLiteral("%1 can't be read").arg(path));
    return bytes;
}

static Result<QByteArray> header(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(ErrorCode::StoreMissing,
                       QStringLiteral("there is no store at %1").arg(path));
    if (!info.isFile())
        return failure(ErrorCode::StoreForeign, QStringLiteral("%1 is no file").arg(path));
    return readThroughSqlite(path, headerSize);
}

Result<void> inspectStoreFile(const QString &path)
{
    const auto bytes = header(path);
    if (!bytes)
        return failure(bytes);
    if (QFileInfo(path).size() < headerSize
        || !bytes->startsWith(QByteArray("SQLite format 3\0", 16)))
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
