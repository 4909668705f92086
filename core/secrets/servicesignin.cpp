#include "core/secrets/servicesignin.h"

#include "core/base/timetext.h"
#include "core/secrets/keychainjob.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <algorithm>

namespace lockbox {

namespace {

QString keychainName()
{
    return QStringLiteral("customer-lockbox sign-in");
}

QString fileOf(const QString &service, const QString &folder)
{
    const QByteArray name =
        QCryptographicHash::hash(service.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return QStringLiteral("%1/%2.json").arg(folder, QString::fromLatin1(name));
}

QJsonObject toJson(const KeptSignIn &signIn)
{
    QJsonArray others;
    for (const KeptSignIn &other : signIn.others)
        others.append(toJson(other));
    QJsonObject json{{QStringLiteral("user"), signIn.userPrincipalName},
                     {QStringLiteral("token"), QString::fromLatin1(signIn.token)},
                     {QStringLiteral("expiresAt"), toRfc3339(signIn.expiresAt)}};
    if (!signIn.tenantId.isEmpty()) {
        json.insert(QStringLiteral("tenantId"), signIn.tenantId);
        json.insert(QStringLiteral("tenant"), signIn.tenant);
    }
    if (!others.isEmpty())
        json.insert(QStringLiteral("others"), others);
    return json;
}

QByteArray toText(const QString &service, const KeptSignIn &signIn)
{
    QJsonObject json = toJson(signIn);
    json.insert(QStringLiteral("service"), service);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<KeptSignIn> fromJson(const QJsonObject &json)
{
    const auto expires = parseRfc3339(json.value(QStringLiteral("expiresAt")).toString(),
                                      QStringLiteral("expiresAt"));
    if (!expires)
        return std::nullopt;
    KeptSignIn signIn{.userPrincipalName = json.value(QStringLiteral("user")).toString(),
                      .token = json.value(QStringLiteral("token")).toString().toLatin1(),
                      .expiresAt = *expires,
                      .tenantId = json.value(QStringLiteral("tenantId")).toString(),
                      .tenant = json.value(QStringLiteral("tenant")).toString()};
    for (const QJsonValue &other : json.value(QStringLiteral("others")).toArray()) {
        if (const auto read = fromJson(other.toObject()))
            signIn.others.push_back(*read);
    }
    return signIn;
}

/// Nothing where it is no sign-in to that service.
std::optional<KeptSignIn> fromText(const QString &service, const QByteArray &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    if (json.value(QStringLiteral("service")).toString() != service)
        return std::nullopt;
    return fromJson(json);
}

Result<void> writeOwnFile(const QString &path, const QByteArray &text)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("the folder %1 can't be made").arg(folder));
    QFile::remove(path);
    QFile file(path);
    // With its mode from the first byte on.
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(text) != text.size() || !file.flush())
        return failure(ErrorCode::StoreUnwritable,
                       QStringLiteral("%1 can't be written: %2").arg(path, file.errorString()));
    return {};
}

Result<std::optional<KeptSignIn>> inFile(const QString &service, const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::nullopt;
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
                        | QFileDevice::WriteOther;
    if (file.permissions() & others)
        return failure(
            ErrorCode::NotPermitted,
            QStringLiteral("%1 may be read by others: remove it, and sign in again").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotPermitted,
                       QStringLiteral("%1 can't be read: %2").arg(path, file.errorString()));
    return fromText(service, file.readAll());
}

} // namespace

std::optional<KeptSignIn> inTenant(const KeptSignIn &signIn, const QString &tenantId)
{
    if (signIn.tenantId == tenantId)
        return signIn;
    const auto found = std::ranges::find(signIn.others, tenantId, &KeptSignIn::tenantId);
    if (found == signIn.others.end())
        return std::nullopt;
    KeptSignIn chosen = *found;
    KeptSignIn before = signIn;
    before.others.clear();
    chosen.others = {before};
    for (const KeptSignIn &other : signIn.others) {
        if (other.tenantId != tenantId)
            chosen.others.push_back(other);
    }
    return chosen;
}

QString userSignInFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           + QStringLiteral("/customer-lockbox/sign-ins");
}

Result<std::optional<KeptSignIn>> findSignIn(const QString &service, const QString &folder)
{
    auto found = inFile(service, fileOf(service, folder));
    if (!found || *found)
        return found;
    QKeychain::ReadPasswordJob job(keychainName());
    job.setKey(service);
    if (finish(job) && job.error() == QKeychain::NoError)
        return fromText(service, job.binaryData());
    return std::nullopt;
}

Result<void> keepSignIn(const QString &service, const KeptSignIn &signIn, const QString &folder)
{
    QKeychain::WritePasswordJob job(keychainName());
    job.setKey(service);
    job.setBinaryData(toText(service, signIn));
    if (finish(job) && job.error() == QKeychain::NoError) {
        QFile::remove(fileOf(service, folder));
        return {};
    }
    return writeOwnFile(fileOf(service, folder), toText(service, signIn));
}

Result<void> forgetSignIn(const QString &service, const QString &folder)
{
    const QString path = fileOf(service, folder);
    if (QFile::exists(path) && !QFile::remove(path))
        return failure(ErrorCode::StoreUnwritable, QStringLiteral("%1 can't be removed").arg(path));
    QKeychain::DeletePasswordJob job(keychainName());
    job.setKey(service);
    (void)finish(job);
    return {};
}

} // namespace lockbox
