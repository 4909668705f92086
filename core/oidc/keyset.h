#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <vector>

namespace lockbox::oidc {

/// How a token is signed: the allow-list. None is symmetric, so that no public key can pass for a secret.
enum class Algorithm { Rs256, Ps256, Es256 };

std::optional<Algorithm> algorithmOf(const QString &name);

/// A public key of an issuer, by which it signs (RFC 7517).
struct IssuerKey {
    QString id;      ///< "kid"; may be empty.
    QString type;    ///< "RSA", "EC".
    QString use;     ///< "alg"; empty: whatever fits the type.
    QByteArray json; ///< The public parts alone.

    bool fits(Algorithm algorithm) const;
};

/// The keys by which an issuer signs now. Others that its set holds (too short, of other types, for encryption) are passed over.
class KeySet
{
public:
    /// Unreachable where it is no set, or has no key that could be used.
    static Result<KeySet> parse(const QJsonObject &json);

    /// The key that a token names. Without a name it is the only one that fits; null where there is none.
    const IssuerKey *find(const QString &id, Algorithm algorithm) const;
    size_t size() const { return m_keys.size(); }

private:
    std::vector<IssuerKey> m_keys;
};

} // namespace lockbox::oidc
