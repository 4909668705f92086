#pragma once

#include "core/oidc/keyset.h"

#include <memory>

struct _cjose_jws_int;

namespace lockbox::oidc {

/// A signed token (JWS in its compact form, RFC 7515), by cjose. What it says is only given to whoever has the key for it.
class SignedToken
{
public:
    /// SignInRequired where it is none, or signed in another way than by the allow-list.
    static Result<SignedToken> read(const QByteArray &compact);

    Algorithm algorithm() const { return m_algorithm; }
    const QString &keyId() const { return m_keyId; } ///< May be empty.

    /// What it says. SignInRequired where it is not by this key.
    Result<QJsonObject> verified(const IssuerKey &key) const;

private:
    struct Release {
        void operator()(_cjose_jws_int *jws) const;
    };

    SignedToken() = default;

    std::unique_ptr<_cjose_jws_int, Release> m_jws;
    Algorithm m_algorithm = Algorithm::Rs256;
    QString m_keyId;
    bool m_hasRightLength = false; ///< The signature, where the algorithm says how long it is.
};

} // namespace lockbox::oidc
