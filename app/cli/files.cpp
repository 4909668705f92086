#include "app/cli/files.h"

#include <QFileInfo>
#include <QSaveFile>

namespace lockbox::cli {

Result<QByteArray> readFile(const QString &path, const QString &option)
{
    constexpr qint64 most = 16 * 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(option, QStringLiteral("%1: %2").arg(path, file.errorString()));
    QByteArray bytes;
    while (bytes.size() <= most) {
        const QByteArray more = file.read(most + 1 - bytes.size());
        if (more.isEmpty())
            break;
        bytes += more;
    }
    if (file.error() != QFileDevice::NoError)
        return invalid(option, QStringLiteral("%1: %2").arg(path, file.errorString()));
    if (bytes.size() > most)
        return invalid(option, QStringLiteral("%1 is too large to be what it should be").arg(path));
    return bytes;
}

static Failure unwritten(const QString &path, const QString &why)
{
    return failure(ErrorCode::Internal, QStringLiteral("%1 can't be written: %2").arg(path, why));
}

static Result<void> replaceFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return unwritten(path, file.errorString());
    return {};
}

Result<void> writeFile(const QString &path, const QByteArray &bytes, bool replace)
{
    if (replace)
        return replaceFile(path, bytes);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        if (QFileInfo(path).isSymLink() || QFileInfo::exists(path))
            return failure(ErrorCode::AlreadyExists,
                           QStringLiteral("%1 is there already; --force replaces it").arg(path));
        return unwritten(path, file.errorString());
    }
    if (file.write(bytes) == bytes.size() && file.flush())
        return {};
    const QString why = file.errorString();
    (void)file.remove();
    return unwritten(path, why);
}

Result<audit::VerifierKey> readVerifierKey(const QString &text, const QString &option)
{
    const auto given = audit::VerifierKey::parse(text.toUtf8());
    if (given)
        return given;
    if (!QFileInfo::exists(text))
        return invalid(
            option,
            QStringLiteral("--%1: there is no file \"%2\", and it is no verifier key itself: %3")
                .arg(option, text, given.error().message));
    const auto bytes = readFile(text, option);
    if (!bytes)
        return failure(bytes);
    auto held = audit::VerifierKey::parse(bytes->trimmed());
    if (!held)
        return invalid(
            option, QStringLiteral("%1 holds no verifier key: %2").arg(text, held.error().message));
    return held;
}

} // namespace lockbox::cli
