#include "core/service/logpins.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>

#include <filesystem>

namespace lockbox {

/// One name for one file, however it is reached.
static QString realPath(const QString &path)
{
    const QFileInfo info(path);
    const QString real = info.canonicalFilePath();
    return real.isEmpty() ? info.absoluteFilePath() : real;
}

LogPinFile::LogPinFile(const QString &folder, const QString &store) : m_store(realPath(store))
{
    if (folder.isEmpty())
        return;
    const QByteArray name =
        QCryptographicHash::hash(m_store.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    m_path = QStringLiteral("%1/pins/%2.json").arg(folder, QString::fromLatin1(name));
}

Result<std::optional<LogPin>> LogPinFile::read() const
{
    if (m_path.isEmpty())
        return std::nullopt;
    // A place that may not be looked at is not one where there is nothing.
    std::error_code unseen;
    const auto status = std::filesystem::status(QFileInfo(m_path).filesystemFilePath(), unseen);
    if (status.type() == std::filesystem::file_type::not_found)
        return std::nullopt;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::LogBroken,
                       QStringLiteral("what the log was when it was last seen here can't be read "
                                      "from %1: %2")
                           .arg(m_path, file.errorString()));
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    LogPin pin{.head = {.origin = json.value(QStringLiteral("origin")).toString(),
                        .size = json.value(QStringLiteral("size")).toInteger(-1),
                        .root = json.value(QStringLiteral("root")).toString()},
               .verifierKey = json.value(QStringLiteral("key")).toString()};
    if (pin.head.origin.isEmpty() || pin.head.size < 0 || pin.head.root.isEmpty())
        return failure(ErrorCode::LogBroken,
                       QStringLiteral("%1 should say what the log was when it was last seen here, "
                                      "and doesn't")
                           .arg(m_path));
    return pin;
}

Result<void> LogPinFile::raise(const LogPin &pin) const
{
    return write(pin, false);
}

Result<void> LogPinFile::replace(const LogPin &pin) const
{
    return write(pin, true);
}

Result<void> LogPinFile::write(const LogPin &pin, bool always) const
{
    if (m_path.isEmpty())
        return {};
    const auto unwritable = [&](const QString &why) {
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 can't be written: %2").arg(m_path, why));
    };
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return unwritable(QStringLiteral("its folder can't be made"));
    QLockFile lock(m_path + QStringLiteral(".lock"));
    constexpr int patience = 5000;
    if (!lock.tryLock(patience))
        return unwritable(QStringLiteral("another process keeps it"));
    const auto known = always ? Result<std::optional<LogPin>>(std::nullopt) : read();
    if (!known)
        return failure(known);
    if (*known && (*known)->head.size >= pin.head.size)
        return {};
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return unwritable(file.errorString());
    file.write(QJsonDocument(QJsonObject{{QStringLiteral("store"), m_store},
                                         {QStringLiteral("origin"), pin.head.origin},
                                         {QStringLiteral("size"), pin.head.size},
                                         {QStringLiteral("root"), pin.head.root},
                                         {QStringLiteral("key"), pin.verifierKey}})
                   .toJson());
    return file.commit() ? Result<void>() : unwritable(file.errorString());
}

} // namespace lockbox
