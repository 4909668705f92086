#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <array>
#include <cstdint>

/// RFC 8032's Ed25519 by OpenSSL.
namespace lockbox::audit::ed25519 {

constexpr int publicKeySize = 32;
constexpr int signatureSize = 64;

/// The secret of a key (RFC 8032 §5.1.5). It is wiped where it goes out of use.
class Seed
{
public:
    static constexpr int size = 32;

    Seed() = default;
    Seed(const Seed &) = default;
    Seed &operator=(const Seed &) = default;
    ~Seed();

    /// Of the system's random generator for secrets.
    static Result<Seed> generate();
    /// Nothing where there are not exactly 32 bytes.
    static std::optional<Seed> fromBytes(QByteArrayView bytes);

    QByteArrayView bytes() const { return {m_bytes.data(), size}; }

    bool operator==(const Seed &other) const { return m_bytes == other.m_bytes; }

private:
    std::array<std::uint8_t, size> m_bytes{};
};

/// Overwrites what may hold a secret. Other copies of the same bytes are not reached.
void wipe(QByteArray &bytes);

Result<QByteArray> publicKey(const Seed &seed);
Result<QByteArray> sign(const Seed &seed, QByteArrayView message);
bool verify(QByteArrayView publicKey, QByteArrayView message, QByteArrayView signature);

} // namespace lockbox::audit::ed25519
