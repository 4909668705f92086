#include "core/identity/token.h"

#include <sodium.h>

namespace lockbox {

static QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    if (sodium_init() < 0)
        qFatal("the system has no randomness");
    randombytes_buf(bytes.data(), static_cast<size_t>(count));
    return bytes;
}

constexpr const char *beginning = "lockbox_";

static QByteArray randomText()
{
    return randomBytes(32).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray newToken(const TenantId &tenant)
{
    return beginning + tenant.uuid().toRfc4122().toHex() + '_' + randomText();
}

QByteArray newSecret()
{
    return beginning + randomText();
}

std::optional<TenantId> tenantOfToken(const QByteArray &token)
{
    constexpr qsizetype ofTenant = 32;
    constexpr qsizetype ofSecret = 43;
    const QByteArray inside = token.mid(QByteArray(beginning).size());
    if (!token.startsWith(beginning) || inside.size() != ofTenant + 1 + ofSecret
        || inside.at(ofTenant) != '_')
        return std::nullopt;
    const TenantId tenant(QUuid::fromRfc4122(QByteArray::fromHex(inside.left(ofTenant))));
    // Whatever is no digit would have been skipped.
    if (tenant.uuid().toRfc4122().toHex() != inside.left(ofTenant))
        return std::nullopt;
    return tenant;
}

QString newCode()
{
    static constexpr char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    constexpr int groups = 4;
    QString code;
    const QByteArray bytes = randomBytes(groups * 4);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (i > 0 && i % 4 == 0)
            code.append(QLatin1Char('-'));
        code.append(QLatin1Char(letters[static_cast<unsigned char>(bytes[i]) % 32]));
    }
    return code;
}

QString tidiedCode(const QString &typed)
{
    QString letters;
    for (const QChar c : typed.toUpper()) {
        if (c == QLatin1Char('O'))
            letters.append(QLatin1Char('0'));
        else if (c == QLatin1Char('I') || c == QLatin1Char('L'))
            letters.append(QLatin1Char('1'));
        else if (c.isLetterOrNumber())
            letters.append(c);
    }
    for (qsizetype at = 4; at < letters.size(); at += 5)
        letters.insert(at, QLatin1Char('-'));
    return letters;
}

QByteArray secretHash(const QByteArray &secret)
{
    QByteArray hash(crypto_hash_sha256_BYTES, Qt::Uninitialized);
    crypto_hash_sha256(reinterpret_cast<unsigned char *>(hash.data()),
                       reinterpret_cast<const unsigned char *>(secret.constData()),
                       static_cast<unsigned long long>(secret.size()));
    return hash;
}

} // namespace lockbox
