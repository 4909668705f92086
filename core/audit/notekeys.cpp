#include "core/audit/hash.h"
#include "core/audit/signednote.h"

#include <QtEndian>

namespace lockbox::audit {

namespace {

constexpr char algorithm = '\x01'; // Ed25519.
constexpr char privatePrefix[] = "PRIVATE+KEY+";

/// SHA-256(name ‖ 0x0A ‖ algorithm ‖ public key)[:4]
quint32 keyId(QByteArrayView name, QByteArrayView publicKey)
{
    const Hash hash = plainHash(name.toByteArray() + '\n' + algorithm + publicKey.toByteArray());
    return qFromBigEndian<quint32>(hash.data());
}

QByteArray hexId(quint32 id)
{
    return QByteArray::number(id, 16).rightJustified(8, '0');
}

/// "name+hex(id)+base64(algorithm ‖ bytes)"
QByteArray keyText(QByteArrayView name, quint32 id, QByteArrayView bytes)
{
    QByteArray body = algorithm + bytes.toByteArray();
    const QByteArray text = name.toByteArray() + '+' + hexId(id) + '+' + body.toBase64();
    ed25519::wipe(body);
    return text;
}

/// What keyText() was made of.
struct KeyParts {
    QByteArray name;
    quint32 id = 0;
    QByteArray bytes;
};

std::optional<quint32> parseHexId(QByteArrayView text)
{
    const quint32 id = text.toUInt(nullptr, 16);
    return hexId(id) == text ? std::optional(id) : std::nullopt;
}

std::optional<KeyParts> parseKeyText(QByteArrayView text)
{
    const auto first = text.indexOf('+');
    const auto second = first < 0 ? first : text.indexOf('+', first + 1);
    if (second < 0)
        return {};
    const QByteArrayView name = text.first(first);
    const auto id = parseHexId(text.sliced(first + 1, second - first - 1));
    auto body = strictBase64(text.sliced(second + 1));
    if (!isKeyName(name) || !id || !body || !body->startsWith(algorithm))
        return {};
    KeyParts parts{.name = name.toByteArray(), .id = *id, .bytes = body->mid(1)};
    ed25519::wipe(*body);
    return parts;
}

} // namespace

QByteArray VerifierKey::toText() const
{
    return keyText(name, id, publicKey);
}

Result<VerifierKey> VerifierKey::parse(QByteArrayView text)
{
    const auto parts = parseKeyText(text);
    if (!parts || parts->bytes.size() != ed25519::publicKeySize)
        return invalid(QStringLiteral("key"),
                       QStringLiteral("the text is not a verifier key (name+id+base64)"));
    if (parts->id != keyId(parts->name, parts->bytes))
        return invalid(QStringLiteral("key"),
                       QStringLiteral("the verifier key's id is not that of its name and key"));
    return VerifierKey{.name = parts->name, .id = parts->id, .publicKey = parts->bytes};
}

Result<SigningKey> SigningKey::generate(const QByteArray &name)
{
    const auto seed = ed25519::Seed::generate();
    return seed ? of(name, *seed) : failure(seed);
}

Result<SigningKey> SigningKey::fromSeed(const QByteArray &name, QByteArrayView seed)
{
    const auto bytes = ed25519::Seed::fromBytes(seed);
    if (!bytes)
        return invalid(QStringLiteral("key"),
                       QStringLiteral("the secret of a key has %1 bytes").arg(seedSize));
    return of(name, *bytes);
}

Result<SigningKey> SigningKey::of(const QByteArray &name, const ed25519::Seed &seed)
{
    if (!isKeyName(name))
        return invalid(QStringLiteral("key"),
                       QStringLiteral("the name '%1' is not fit for a key: it must not be empty, "
                                      "nor hold spaces, plus signs or control characters")
                           .arg(QString::fromUtf8(name)));
    const auto publicKey = ed25519::publicKey(seed);
    if (!publicKey)
        return failure(publicKey);
    SigningKey key;
    key.m_seed = seed;
    key.m_verifier = {.name = name, .id = keyId(name, *publicKey), .publicKey = *publicKey};
    return key;
}

Result<SigningKey> SigningKey::parse(QByteArrayView text)
{
    auto parts = text.startsWith(privatePrefix) ? parseKeyText(text.sliced(qstrlen(privatePrefix)))
                                                : std::nullopt;
    if (!parts || parts->bytes.size() != seedSize)
        return invalid(QStringLiteral("key"), QStringLiteral("the text is not a signing key "
                                                             "(PRIVATE+KEY+name+id+base64)"));
    auto key = fromSeed(parts->name, parts->bytes);
    ed25519::wipe(parts->bytes);
    if (key && key->m_verifier.id != parts->id)
        return invalid(QStringLiteral("key"),
                       QStringLiteral("the signing key's id is not that of its name and key"));
    return key;
}

QByteArray SigningKey::toText() const
{
    return privatePrefix + keyText(m_verifier.name, m_verifier.id, m_seed.bytes());
}

Result<QByteArray> SigningKey::sign(QByteArrayView text) const
{
    return ed25519::sign(m_seed, text);
}

} // namespace lockbox::audit
