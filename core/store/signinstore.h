#pragma once

#include "core/store/database.h"

namespace lockbox {

/// A sign-in that was made, and lasts.
struct SignInRow {
    qint64 account = 0;
    QString userPrincipalName;
    QString method; ///< See signInMethods().
    Timestamp createdAt;
    Timestamp provedAt;         ///< When who it is was shown last.
    Timestamp seenAt;           ///< When it was used last, to the minute.
    qint64 client = 0;          ///< The client's that asked for it; 0 for people.
    QByteArray certificateHash; ///< Of the certificate without which it is not taken; may be empty.
};

/// Failed sign-ins of one account, or from one address.
struct AttemptRow {
    int failures = 0;
    Timestamp lastAt;
    Timestamp blockedUntil;
};

/// Who may sign in to a service, and who has. Of passwords, codes and tokens only hashes are here.
class SignInStore
{
public:
    explicit SignInStore(Database &database) : m_database(database) {}

    /// Empty where the account has no password.
    Result<QString> passwordHash(qint64 account);
    Result<void> setPasswordHash(qint64 account, const QString &hash, Timestamp now);

    Result<void> invite(qint64 account, const QByteArray &codeHash, Timestamp expiresAt);
    /// Whose code it is; nothing where there is none, or it is too late.
    Result<std::optional<QString>> invited(qint64 tenant, const QByteArray &codeHash,
                                           Timestamp now);
    Result<void> endInvitations(qint64 account);

    Result<void> insert(qint64 account, const QByteArray &tokenHash, const QString &method,
                        const QString &address, Timestamp now);
    Result<std::optional<SignInRow>> find(qint64 tenant, const QByteArray &tokenHash);
    Result<void> markSeen(const QByteArray &tokenHash, Timestamp now);
    Result<void> markProved(const QByteArray &tokenHash, Timestamp now);
    Result<void> end(const QByteArray &tokenHash);
    Result<void> endAll(qint64 account);
    /// Of the account: those made, or used last, before these moments.
    Result<void> endOld(qint64 account, Timestamp createdBefore, Timestamp seenBefore);

    Result<AttemptRow> attempts(qint64 tenant, const QString &subject);
    Result<void> setAttempts(qint64 tenant, const QString &subject, const AttemptRow &row);
    Result<void> forgetAttempts(qint64 tenant, const QString &subject);
    /// Those that were last made before that, and block nobody at `now`.
    Result<void> forgetOldAttempts(qint64 tenant, Timestamp before, Timestamp now);

private:
    Result<void> runOnToken(const QString &name, const QByteArray &tokenHash,
                            std::optional<Timestamp> now = {});

    Database &m_database;
};

} // namespace lockbox
