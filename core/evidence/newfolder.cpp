#include "core/evidence/newfolder.h"

#include "core/base/ids.h"

#include <QDir>
#include <QFile>

#include <filesystem>

namespace lockbox::evidence {

namespace {

namespace fs = std::filesystem;

fs::path native(const QString &path)
{
#ifdef Q_OS_WIN
    return fs::path(path.toStdWString());
#else
    return fs::path(QFile::encodeName(path).toStdString());
#endif
}

QString text(const std::error_code &error)
{
    return QString::fromLocal8Bit(QByteArray::fromStdString(error.message()));
}

Failure unwritable(const QString &path, const std::error_code &error)
{
    const bool isFull = error == std::errc::no_space_on_device;
    return failure(isFull ? ErrorCode::StoreFull : ErrorCode::StoreUnwritable,
                   QStringLiteral("%1 can't be written: %2").arg(path, text(error)));
}

/// Whether something is there that must not be replaced. A link counts, wherever it leads.
bool isTaken(const fs::path &path)
{
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (!fs::exists(status))
        return false;
    return !fs::is_directory(status) || !fs::is_empty(path, error) || error;
}

} // namespace

Failure unwritable(const QString &path, const QString &why)
{
    return failure(ErrorCode::StoreUnwritable,
                   QStringLiteral("%1 can't be written: %2").arg(path, why));
}

NewFolder::~NewFolder()
{
    std::error_code ignored;
    if (!m_work.isEmpty())
        fs::remove_all(native(m_work), ignored);
}

Result<void> NewFolder::begin(const QString &path)
{
    if (path.isEmpty())
        return invalid(QStringLiteral("folder"), QStringLiteral("no folder is named"));
    m_path = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    if (isTaken(native(m_path)))
        return failure(ErrorCode::AlreadyExists,
                       QStringLiteral("%1 is there already, and is no empty folder").arg(m_path));
    const QString work = QStringLiteral("%1.part-%2")
                             .arg(m_path, RandomIdSource().next().toString(QUuid::Id128).left(8));
    std::error_code error;
    if (!fs::create_directory(native(work), error) || error)
        return unwritable(m_path, error);
    m_work = work;
    return {};
}

QString NewFolder::filePath(const QString &name) const
{
    return m_work + QLatin1Char('/') + name;
}

Result<void> NewFolder::makeFolder(const QString &name) const
{
    std::error_code error;
    if (!fs::create_directory(native(filePath(name)), error) || error)
        return unwritable(m_path, error);
    return {};
}

Result<void> NewFolder::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(filePath(name));
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(bytes) != bytes.size()
        || !file.flush())
        return unwritable(m_path, file.errorString());
    return {};
}

Result<void> NewFolder::putInPlace()
{
    std::error_code error;
    // Takes the place of an empty folder, and of nothing else.
    fs::rename(native(m_work), native(m_path), error);
    if (error == std::errc::directory_not_empty || error == std::errc::file_exists
        || error == std::errc::not_a_directory)
        return failure(ErrorCode::AlreadyExists,
                       QStringLiteral("%1 is there by now, and is no empty folder").arg(m_path));
    if (error)
        return unwritable(m_path, error);
    m_work.clear();
    return {};
}

} // namespace lockbox::evidence
