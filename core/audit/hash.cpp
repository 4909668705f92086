#include "core/audit/hash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <initializer_list>
#include <memory>

namespace lockbox::audit {

namespace {

/// SHA-256 by OpenSSL: looked up once, and one context a thread, since both cost more than hashing a short text.
class Sha256
{
public:
    Sha256() : m_context(EVP_MD_CTX_new(), EVP_MD_CTX_free)
    {
        if (!m_context || !algorithm())
            qFatal("OpenSSL has no SHA-256 to offer");
    }

    Hash of(std::initializer_list<QByteArrayView> parts)
    {
        Hash hash;
        bool ok = EVP_DigestInit_ex2(m_context.get(), algorithm(), nullptr) == 1;
        for (QByteArrayView part : parts)
            ok = ok
                 && EVP_DigestUpdate(m_context.get(), part.data(), static_cast<size_t>(part.size()))
                        == 1;
        ok = ok && EVP_DigestFinal_ex(m_context.get(), hash.data(), nullptr) == 1;
        if (!ok)
            qFatal("OpenSSL failed to hash");
        return hash;
    }

private:
    /// Kept until the end of the process.
    static const EVP_MD *algorithm()
    {
        static const EVP_MD *const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
        return found;
    }

    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

Hash sha256(std::initializer_list<QByteArrayView> parts)
{
    thread_local Sha256 hasher;
    return hasher.of(parts);
}

QByteArrayView viewOf(const Hash &hash)
{
    return {hash.data(), static_cast<qsizetype>(hash.size())};
}

} // namespace

Hash leafHash(QByteArrayView bytes)
{
    return sha256({QByteArrayView("\x00", 1), bytes});
}

Hash nodeHash(const Hash &left, const Hash &right)
{
    std::array<std::uint8_t, 1 + 2 * std::tuple_size_v<Hash>> bytes{0x01};
    std::copy(left.begin(), left.end(), bytes.begin() + 1);
    std::copy(right.begin(), right.end(), bytes.begin() + 1 + left.size());
    return sha256({QByteArrayView(bytes.data(), bytes.size())});
}

Hash plainHash(QByteArrayView bytes)
{
    return sha256({bytes});
}

const Hash &emptyRoot()
{
    static const Hash root = sha256({});
    return root;
}

QByteArray toBytes(const Hash &hash)
{
    return viewOf(hash).toByteArray();
}

QByteArray toHex(const Hash &hash)
{
    return toBytes(hash).toHex();
}

QByteArray toBase64(const Hash &hash)
{
    return toBytes(hash).toBase64();
}

std::optional<Hash> hashFromBytes(QByteArrayView bytes)
{
    Hash hash;
    if (bytes.size() != static_cast<qsizetype>(hash.size()))
        return {};
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

std::optional<Hash> hashFromBase64(QByteArrayView text)
{
    const auto bytes = strictBase64(text);
    return bytes ? hashFromBytes(*bytes) : std::nullopt;
}

std::optional<QByteArray> strictBase64(QByteArrayView text)
{
    const QByteArray given = text.toByteArray();
    auto result = QByteArray::fromBase64Encoding(given, QByteArray::AbortOnBase64DecodingErrors);
    // Of all texts that a decoder lets pass, only one is what an encoder writes.
    if (!result || (*result).toBase64() != given)
        return {};
    return std::move(*result);
}

std::optional<quint64> strictDecimal(QByteArrayView text)
{
    constexpr qsizetype longest = 19; // Digits of 2^63 - 1.
    if (text.isEmpty() || text.size() > longest || (text.size() > 1 && text.front() == '0'))
        return {};
    quint64 number = 0;
    for (char c : text) {
        if (c < '0' || c > '9')
            return {};
        number = number * 10 + static_cast<quint64>(c - '0');
    }
    return number < quint64(1) << 63 ? std::optional(number) : std::nullopt;
}

} // namespace lockbox::audit
