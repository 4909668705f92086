#include "core/service/signins.h"

#include "core/identity/token.h"

namespace lockbox {

Error noSuchUser(const ShownUser &shown)
{
    return {.code = ErrorCode::SignInRequired,
            .message = QStringLiteral("%1 is shown to be who signs in, but is no user here")
                           .arg(shown.userPrincipalName.left(256))};
}

/// Counted as a try is, and forgotten as tries are, after a day: a proof is not good for that long.
Result<void> SignIns::takeProof(const QByteArray &proof)
{
    constexpr std::chrono::hours keepFor{24};
    if (auto ok = m_signIns.forgetOldAttempts(m_tenant, now() - keepFor, now()); !ok)
        return ok;
    const QString subject =
        QStringLiteral("proof ") + QString::fromLatin1(secretHash(proof).toHex());
    const auto before = m_signIns.attempts(m_tenant, subject);
    if (!before)
        return failure(before);
    if (before->failures > 0)
        return failure(ErrorCode::SignInRequired,
                       QStringLiteral("this was used to sign in before"));
    return m_signIns.setAttempts(m_tenant, subject,
                                 {.failures = 1, .lastAt = now(), .blockedUntil = {}});
}

Result<SignIn> SignIns::signIn(const ShownUser &shown, const QString &address)
{
    return writing<SignIn>([&]() -> Result<SignIn> {
        const auto account = m_accounts.find(m_tenant, shown.userPrincipalName);
        if (!account)
            return failure(account);
        if (!*account)
            return Failure(noSuchUser(shown));
        if (auto ok = takeProof(shown.proof); !ok)
            return failure(ok);
        auto signIn = begin(**account, shown.method, address);
        if (!signIn)
            return signIn;
        const Timestamp at = std::min(shown.shownAt.value_or(Timestamp{}), now());
        if (auto ok = m_signIns.markProved(secretHash(signIn->token), at); !ok)
            return failure(ok);
        return signIn;
    });
}

Result<void> SignIns::prove(const QByteArray &token, const ShownUser &shown)
{
    const auto row = rowOf(token);
    if (!row)
        return failure(row);
    if (!shown.shownAt)
        return failure(
            ErrorCode::SignInRequired,
            QStringLiteral("the issuer does not say when you signed in there (auth_time)"));
    if (now() - *shown.shownAt >= m_options.fresh)
        return failure(ErrorCode::SignInRequired,
                       QStringLiteral("you signed in too long ago: do it once more"));
    return writing<void>([&]() -> Result<void> {
        const auto account = m_accounts.find(m_tenant, shown.userPrincipalName);
        if (!account)
            return failure(account);
        if (!*account || (*account)->key != row->account)
            return failure(ErrorCode::SignInRequired,
                           QStringLiteral("%1 is signed in here, but it was %2 who signed in now")
                               .arg(row->userPrincipalName, shown.userPrincipalName.left(256)));
        if (auto ok = takeProof(shown.proof); !ok)
            return ok;
        return m_signIns.markProved(secretHash(token), std::min(*shown.shownAt, now()));
    });
}

} // namespace lockbox
