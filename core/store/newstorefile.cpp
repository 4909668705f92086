#include "core/store/newstorefile.h"

#include "core/base/ids.h"
#include "core/store/database.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>

namespace lockbox {

using namespace std::chrono_literals;

/// What SQLite keeps beside a file while it is in use, or was left in the middle of it.
static constexpr auto neighbours = {"-wal", "-shm", "-journal"};

static bool isThere(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() || info.isSymLink();
}

NewStoreFile::NewStoreFile(const QString &place)
    : m_place(place),
      m_path(place + QStringLiteral(".partial-")
             + RandomIdSource().next().toString(QUuid::Id128).left(8))
{}

NewStoreFile::~NewStoreFile()
{
    QFile::remove(m_path);
    for (const char *neighbour : neighbours)
        QFile::remove(m_path + QLatin1String(neighbour));
}

static Failure placeTaken(const QString &place)
{
    return failure(ErrorCode::AlreadyExists,
                   QStringLiteral("%1 exists already; nothing was changed").arg(place));
}

Result<void> NewStoreFile::checkPlace() const
{
    if (isThere(m_place))
        return placeTaken(m_place);
    const QDir folder = QFileInfo(m_place).dir();
    if (!folder.exists())
        return failure(ErrorCode::StoreMissing,
                       QStringLiteral("there is no folder %1").arg(folder.path()));
    return checkNeighbours();
}

/// The write-ahead log of a store that is gone would be played into the new one, and a process that still has the old one open
/// would share its memory with those who open the new one.
Result<void> NewStoreFile::checkNeighbours() const
{
    for (const char *neighbour : neighbours) {
        const QString left = m_place + QLatin1String(neighbour);
        if (isThere(left))
            return failure(ErrorCode::AlreadyExists,
                           QStringLiteral("%1 is left of a store that was here and would be taken "
                                          "for a part of the new one: choose another name, or end "
                                          "what has that store open and move the file away")
                               .arg(left));
    }
    return {};
}

/// What SQLite does when the last connection closes, but with an answer: it may fail, and then the file is not whole.
Result<void> NewStoreFile::settle() const
{
    const auto database = Database::open(m_path, 0ms);
    if (!database)
        return failure(database);
    const auto busy = (*database)->value(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (!busy)
        return failure(busy);
    if (*busy != QStringLiteral("0") || QFileInfo(m_path + QStringLiteral("-wal")).size() > 0)
        return failure(ErrorCode::Internal, QStringLiteral("the new store is still in use"));
    return {};
}

Result<void> NewStoreFile::keep()
{
    if (auto ok = settle(); !ok)
        return ok;
    // The name is taken first, which only one can do: a renaming would replace what another process put there meanwhile, and
    // QFile::rename() even copies over it.
    QFile name(m_place);
    if (!name.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        if (isThere(m_place))
            return placeTaken(m_place);
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 can't be written: %2").arg(m_place, name.errorString()));
    }
    name.close();
    auto kept = checkNeighbours();
    std::error_code code;
    if (kept)
        std::filesystem::rename(QFileInfo(m_path).filesystemFilePath(),
                                QFileInfo(m_place).filesystemFilePath(), code);
    if (code)
        kept = failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 can't be written: %2")
                           .arg(m_place, QString::fromStdString(code.message())));
    if (!kept)
        name.remove();
    return kept;
}

} // namespace lockbox
