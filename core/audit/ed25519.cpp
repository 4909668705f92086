#include "core/audit/ed25519.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>

namespace lockbox::audit::ed25519 {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const std::uint8_t *octets(QByteArrayView bytes)
{
    return reinterpret_cast<const std::uint8_t *>(bytes.data());
}

std::uint8_t *octets(QByteArray &bytes)
{
    return reinterpret_cast<std::uint8_t *>(bytes.data());
}

size_t length(QByteArrayView bytes)
{
    return static_cast<size_t>(bytes.size());
}

Key privateKey(const Seed &seed)
{
    return {EVP_PKEY_new_raw_private_key_ex(nullptr, "ED25519", nullptr, octets(seed.bytes()),
                                            length(seed.bytes())),
            EVP_PKEY_free};
}

Context newContext()
{
    return {EVP_MD_CTX_new(), EVP_MD_CTX_free};
}

Failure fault(const char *what)
{
    return failure(ErrorCode::Internal,
                   QStringLiteral("OpenSSL failed to %1").arg(QLatin1String(what)));
}

} // namespace

Seed::~Seed()
{
    OPENSSL_cleanse(m_bytes.data(), m_bytes.size());
}

Result<Seed> Seed::generate()
{
    Seed seed;
    if (RAND_priv_bytes(seed.m_bytes.data(), size) != 1)
        return fault("find random bytes for a key");
    return seed;
}

std::optional<Seed> Seed::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != size)
        return {};
    Seed seed;
    std::copy(bytes.begin(), bytes.end(), seed.m_bytes.begin());
    return seed;
}

void wipe(QByteArray &bytes)
{
    if (bytes.isDetached())
        OPENSSL_cleanse(bytes.data(), length(bytes));
    bytes.clear();
}

Result<QByteArray> publicKey(const Seed &seed)
{
    const Key key = privateKey(seed);
    QByteArray bytes(publicKeySize, '\0');
    size_t size = length(bytes);
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), octets(bytes), &size) != 1
        || size != length(bytes))
        return fault("make a public key");
    return bytes;
}

Result<QByteArray> sign(const Seed &seed, QByteArrayView message)
{
    const Key key = privateKey(seed);
    const Context context = newContext();
    QByteArray signature(signatureSize, '\0');
    size_t size = length(signature);
    if (!key || !context
        || EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, key.get(),
                                 nullptr)
               != 1
        || EVP_DigestSign(context.get(), octets(signature), &size, octets(message), length(message))
               != 1
        || size != length(signature))
        return fault("sign");
    return signature;
}

bool verify(QByteArrayView publicKey, QByteArrayView message, QByteArrayView signature)
{
    const Key key(EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, octets(publicKey),
                                                 length(publicKey)),
                  EVP_PKEY_free);
    const Context context = newContext();
    return key && context
           && EVP_DigestVerifyInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, key.get(),
                                      nullptr)
                  == 1
           && EVP_DigestVerify(context.get(), octets(signature), length(signature), octets(message),
                               length(message))
                  == 1;
}

} // namespace lockbox::audit::ed25519
