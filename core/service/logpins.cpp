#include "core/service/logpins.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>

#include <algorithm>
#include <filesystem>

namespace lockbox {

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

static Failure unwritable(const QString &path, const QString &why)
{
    return failure(
        ErrorCode::StoreUnwritable,
        QStringLiteral("what the log is now can't be remembered in %1: %2").arg(path, why));
}

/// Runs `body` while no other process writes the file.
template<typename Body>
Result<void> LogPinFile::locked(Body body) const
{
    if (m_path.isEmpty())
        return {};
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return unwritable(m_path, QStringLiteral("its folder can't be made"));
    QLockFile lock(m_path + QStringLiteral(".lock"));
    constexpr int patience = 5000;
    if (!lock.tryLock(patience))
        return unwritable(m_path, lock.error() == QLockFile::LockFailedError
                                      ? QStringLiteral("another process keeps it")
                                      : QStringLiteral("its folder can't be written"));
    return body();
}

Result<void> LogPinFile::raise(const LogPin &pin) const
{
    return raise(pin, [](const LogPin &) { return Result<void>(); });
}

Result<void> LogPinFile::raise(const LogPin &pin, const Following &mayFollow) const
{
    return locked([&]() -> Result<void> {
        const auto known = read();
        if (!known)
            return failure(known);
        if (*known) {
            if (auto ok = mayFollow(**known); !ok)
                return ok;
            if ((*known)->head.size >= pin.head.size)
                return {};
        }
        return write(pin);
    });
}

Result<void> LogPinFile::replace(const LogPin &pin) const
{
    return locked([&] { return write(pin); });
}

Result<void> LogPinFile::write(const LogPin &pin) const
{
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return unwritable(m_path, file.errorString());
    file.write(QJsonDocument(QJsonObject{{QStringLiteral("of"), m_of},
                                         {QStringLiteral("origin"), pin.head.origin},
                                         {QStringLiteral("size"), pin.head.size},
                                         {QStringLiteral("root"), pin.head.root},
                                         {QStringLiteral("key"), pin.verifierKey}})
                   .toJson());
    return file.commit() ? Result<void>() : unwritable(m_path, file.errorString());
}

LogPins::LogPins(const QString &folder, const QString &store)
{
    if (folder.isEmpty())
        return;
    const QFileInfo info(store);
    const bool isAddress = store.startsWith(QStringLiteral("postgresql://"));
    const QString given = isAddress ? store : QDir::cleanPath(info.absoluteFilePath());
    QStringList names{given};
    if (const QString real = info.canonicalFilePath(); !real.isEmpty() && real != given)
        names.append(real);
    for (const QString &name : names) {
        const QByteArray hash =
            QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
        m_files.emplace_back(
            QStringLiteral("%1/pins/%2.json").arg(folder, QString::fromLatin1(hash)), name);
    }
}

QStringList LogPins::paths() const
{
    QStringList paths;
    for (const LogPinFile &file : m_files)
        paths.append(file.path());
    return paths;
}

Result<std::vector<LogPin>> LogPins::read() const
{
    std::vector<LogPin> pins;
    for (const LogPinFile &file : m_files) {
        const auto pin = file.read();
        if (!pin)
            return failure(pin);
        if (*pin)
            pins.push_back(**pin);
    }
    std::ranges::stable_sort(pins, std::ranges::greater(),
                             [](const LogPin &pin) { return pin.head.size; });
    return pins;
}

Result<void> LogPins::raise(const LogPin &pin) const
{
    for (const LogPinFile &file : m_files) {
        if (auto ok = file.raise(pin); !ok)
            return ok;
    }
    return {};
}

Result<void> LogPins::replace(const LogPin &pin) const
{
    for (const LogPinFile &file : m_files) {
        if (auto ok = file.replace(pin); !ok)
            return ok;
    }
    return {};
}

} // namespace lockbox
