#include "core/remote/remoteaccess.h"

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
        const auto password = m_ask(why);
        if (!password)
            return Failure(refusal);
        const auto done = proveBy(*password, hasEnded);
        if (done || done.error().code != ErrorCode::SignInRequired)
            return done;
        why = done.error().message;
        hasEnded = true; // whether the password was wrong or the sign-in has ended meanwhile: a new one is as good
    }
}

Result<void> RemoteAccess::proveBy(const QByteArray &password, bool hasEnded)
{
    const RemoteOptions present = options();
    if (!hasEnded) {
        const auto done = proveToService(present, password);
        const std::lock_guard lock(m_mutex);
        m_proofs += done ? 1 : 0;
        return done;
    }
    const auto signIn = signInToService(present, m_user, password, present.tenant);
    if (!signIn)
        return failure(signIn);
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
