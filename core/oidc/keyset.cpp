#include "core/oidc/keyset.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lockbox::oidc {

namespace {

constexpr size_t mostKeys = 100;
constexpr int shortestRsa = 2048; ///< Bits (RFC 7518, 3.3).
constexpr int longestRsa = 16384;

int bitsOf(const QString &base64)
{
    const QByteArray bytes =
        QByteArray::fromBase64(base64.toLatin1(), QByteArray::Base64UrlEncoding);
    qsizetype zeros = 0;
    while (zeros < bytes.size() && bytes.at(zeros) == 0)
        ++zeros;
    return int((bytes.size() - zeros) * 8);
}

bool isForVerifying(const QJsonObject &json)
{
    const QString use = json.value(QStringLiteral("use")).toString();
    const QJsonValue operations = json.value(QStringLiteral("key_ops"));
    return (use.isEmpty() || use == QStringLiteral("sig"))
           && (operations.isUndefined() || operations.toArray().contains(QStringLiteral("verify")));
}

std::optional<IssuerKey> keyOf(const QJsonObject &json)
{
    IssuerKey key{.id = json.value(QStringLiteral("kid")).toString(),
                  .type = json.value(QStringLiteral("kty")).toString(),
                  .use = json.value(QStringLiteral("alg")).toString(),
                  .json = {}};
    QStringList parts{QStringLiteral("kty")};
    if (key.type == QStringLiteral("RSA")) {
        const int bits = bitsOf(json.value(QStringLiteral("n")).toString());
        if (bits < shortestRsa || bits > longestRsa)
            return std::nullopt;
        parts << QStringLiteral("n") << QStringLiteral("e");
    } else if (key.type == QStringLiteral("EC")
               && json.value(QStringLiteral("crv")) == QStringLiteral("P-256")) {
        parts << QStringLiteral("crv") << QStringLiteral("x") << QStringLiteral("y");
    } else {
        return std::nullopt;
    }
    QJsonObject publicParts;
    for (const QString &name : parts)
        publicParts.insert(name, json.value(name));
    key.json = QJsonDocument(publicParts).toJson(QJsonDocument::Compact);
    return key;
}

} // namespace

std::optional<Algorithm> algorithmOf(const QString &name)
{
    if (name == QStringLiteral("RS256"))
        return Algorithm::Rs256;
    if (name == QStringLiteral("PS256"))
        return Algorithm::Ps256;
    if (name == QStringLiteral("ES256"))
        return Algorithm::Es256;
    return std::nullopt;
}

bool IssuerKey::fits(Algorithm algorithm) const
{
    const QString needed =
        algorithm == Algorithm::Es256 ? QStringLiteral("EC") : QStringLiteral("RSA");
    return type == needed && (use.isEmpty() || algorithmOf(use) == algorithm);
}

Result<KeySet> KeySet::parse(const QJsonObject &json)
{
    KeySet set;
    for (const QJsonValue &value : json.value(QStringLiteral("keys")).toArray()) {
        const QJsonObject one = value.toObject();
        const auto key = isForVerifying(one) ? keyOf(one) : std::nullopt;
        if (key && set.m_keys.size() < mostKeys)
            set.m_keys.push_back(*key);
    }
    if (set.m_keys.empty())
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("the issuer publishes no key that signs with RS256, PS256 or "
                                      "ES256"));
    return set;
}

const IssuerKey *KeySet::find(const QString &id, Algorithm algorithm) const
{
    const IssuerKey *found = nullptr;
    for (const IssuerKey &key : m_keys) {
        if (!key.fits(algorithm) || (!id.isEmpty() && key.id != id))
            continue;
        if (found)
            return nullptr; // which one is not said
        found = &key;
    }
    return found;
}

} // namespace lockbox::oidc
