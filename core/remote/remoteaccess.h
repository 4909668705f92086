#pragma once

#include "core/remote/remotesignin.h"

#include <functional>
#include <mutex>

namespace lockbox {

/// Has whoever sits there show who it is, by the password or at an issuer, as `why` says; nothing where nobody does. Called on the thread of the call
/// that needs it.
using AskProof = std::function<std::optional<SignInProof>(const QString &why)>;

/// A sign-in to a service that several doors share, one for each thread. What takes a younger sign-in, or finds that it has ended, has it
/// shown in place who it is, and goes on. Safe to use from several threads.
class RemoteAccess
{
public:
    /// Told of a new token, so that it can be kept.
    using Renewed = std::function<void(const RemoteSignIn &signIn)>;

    RemoteAccess(RemoteOptions options, QString userPrincipalName, AskProof ask = {},
                 Renewed renewed = {})
        : m_options(std::move(options)),
          m_user(std::move(userPrincipalName)),
          m_ask(std::move(ask)),
          m_renewed(std::move(renewed))
    {}

    RemoteOptions options() const;
    QString userPrincipalName() const { return m_user; }

    /// How often it was shown who it is. To be read before the question that is refused.
    int proofs() const;
    /// Shows it once more, unless somebody did since `proofs`; `refusal` is the error with SignInRequired, and comes back where nobody gives the password.
    Result<void> prove(const Error &refusal, int proofs);

private:
    Result<void> proveBy(const SignInProof &proof, bool hasEnded);

    mutable std::mutex m_mutex; ///< Of the token and the counter.
    std::mutex m_asking;        ///< Nobody is asked twice at a time.
    RemoteOptions m_options;
    QString m_user;
    AskProof m_ask;
    Renewed m_renewed;
    int m_proofs = 0;
};

} // namespace lockbox
