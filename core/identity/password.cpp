#include "core/identity/password.h"

#include <sodium.h>

namespace lockbox {

/// Before anything of libsodium is used; safe to call again.
static bool isReady()
{
    static const bool ready = sodium_init() >= 0;
    return ready;
}

Result<void> checkNewPassword(const QByteArray &password, const QString &userPrincipalName)
{
    const QString field = QStringLiteral("newPassword");
    const QString text = QString::fromUtf8(password);
    if (text.size() < PasswordLimits::shortest)
        return invalid(field, QStringLiteral("the password has less than %1 characters")
                                  .arg(PasswordLimits::shortest));
    if (password.size() > PasswordLimits::longest)
        return invalid(
            field,
            QStringLiteral("the password has more than %1 bytes").arg(PasswordLimits::longest));
    const QString name = userPrincipalName.section(QLatin1Char('@'), 0, 0);
    if (name.size() > 2 && text.contains(name, Qt::CaseInsensitive))
        return invalid(field, QStringLiteral("the password contains the user name"));
    return {};
}

Result<QString> hashPassword(const QByteArray &password, const PasswordCost &cost)
{
    char hash[crypto_pwhash_STRBYTES];
    if (!isReady()
        || crypto_pwhash_str(hash, password.constData(),
                             static_cast<unsigned long long>(password.size()), cost.passes,
                             cost.memory)
               != 0)
        return failure(ErrorCode::Internal,
                       QStringLiteral("the password could not be hashed: %1 MiB of memory are "
                                      "needed for it")
                           .arg(cost.memory >> 20));
    return QString::fromLatin1(hash);
}

bool isPassword(const QByteArray &password, const QString &hash)
{
    const QByteArray text = hash.toLatin1();
    return isReady()
           && crypto_pwhash_str_verify(text.constData(), password.constData(),
                                       static_cast<unsigned long long>(password.size()))
                  == 0;
}

bool isOutdated(const QString &hash, const PasswordCost &cost)
{
    const QByteArray text = hash.toLatin1();
    return isReady()
           && crypto_pwhash_str_needs_rehash(text.constData(), cost.passes, cost.memory) != 0;
}

} // namespace lockbox
