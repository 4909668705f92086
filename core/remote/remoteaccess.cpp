#include "core/remote/remoteaccess.h"

#include "core/remote/remotecall.h"

namespace lockbox {

RemoteOptions RemoteAccess::options() const
{
    const std::lock_guard lock(m_mutex);
    return m_options;
}

int RemoteAccess::proofs() const
{
    const std::lock_guard lock(m_mutex);
    return m_proofs;
}

Result<void> RemoteAccess::prove(const Error &refusal, int proofs)
{
    const std::lock_guard lock(m_asking);
    if (this->proofs() != proofs)
        return {};
    if (!m_ask)
        return Failure(refusal);
    bool hasEnded = refusal.field.isEmpty();
    QString why = refusal.message;
    // A wrong password is asked for again; the service counts them.
    for (;;) {
        const auto proof = m_ask(why);
        if (!proof)
            return Failure(refusal);
        const auto done = proveBy(*proof, hasEnded);
        if (done || done.error().code != ErrorCode::SignInRequired)
            return done;
        why = done.error().message;
        hasEnded =
            true; // whether the password was wrong or the sign-in has ended meanwhile: a new one is as good
    }
}

Result<void> RemoteAccess::proveBy(const SignInProof &proof, bool hasEnded)
{
    const RemoteOptions present = options();
    if (!hasEnded) {
        const auto done = proveToService(present, proof);
        const std::lock_guard lock(m_mutex);
        m_proofs += done ? 1 : 0;
        return done;
    }
    const auto *password = std::get_if<QByteArray>(&proof);
    const auto signIn =
        password ? signInToService(present, m_user, *password, present.tenant)
                 : signInToService(present, std::get<IdTokenProof>(proof), present.tenant);
    if (!signIn)
        return failure(signIn);
    // At an issuer another may have signed in than who works here.
    const QString &name = signIn->account.userPrincipalName;
    if (!isSameUser(name, m_user)) {
        RemoteOptions others = present;
        others.token = signIn->token;
        (void)signOutOfService(others, false);
        return failure(
            ErrorCode::NotPermitted,
            QStringLiteral("%1 works here, but it was %2 who signed in").arg(m_user, name));
    }
    {
        const std::lock_guard lock(m_mutex);
        m_options.token = signIn->token;
        ++m_proofs;
    }
    if (m_renewed)
        m_renewed(*signIn);
    return {};
}

} // namespace lockbox
