#include "core/store/signinstore.h"

namespace lockbox {

Result<QString> SignInStore::passwordHash(qint64 account)
{
    Statement statement = m_database.statement(QStringLiteral("select_credential"));
    statement.bind(":account", account);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    return *row ? statement.text() : QString();
}

Result<void> SignInStore::setPasswordHash(qint64 account, const QString &hash, Timestamp now)
{
    Statement statement = m_database.statement(QStringLiteral("write_credential"));
    statement.bind(":account", account).bind(":hash", hash).bind(":now", now);
    return statement.exec();
}

Result<void> SignInStore::invite(qint64 account, const QByteArray &codeHash, Timestamp expiresAt)
{
    Statement statement = m_database.statement(QStringLiteral("insert_invitation"));
    statement.bind(":code_hash", codeHash).bind(":account", account).bind(":expires_at", expiresAt);
    return statement.exec();
}

Result<std::optional<QString>> SignInStore::invited(qint64 tenant, const QByteArray &codeHash,
                                                    Timestamp now)
{
    Statement statement = m_database.statement(QStringLiteral("select_invitation"));
    statement.bind(":tenant", tenant).bind(":code_hash", codeHash).bind(":now", now);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    return *row ? std::optional(statement.text()) : std::nullopt;
}

Result<void> SignInStore::endInvitations(qint64 account)
{
    Statement statement = m_database.statement(QStringLiteral("delete_invitations"));
    statement.bind(":account", account);
    return statement.exec();
}

Result<void> SignInStore::insert(qint64 account, const QByteArray &tokenHash, const QString &method,
                                 const QString &address, Timestamp now)
{
    Statement statement = m_database.statement(QStringLiteral("insert_sign_in"));
    statement.bind(":token_hash", tokenHash)
        .bind(":account", account)
        .bind(":method", method)
        .bind(":address", address)
        .bind(":now", now);
    return statement.exec();
}

Result<std::optional<SignInRow>> SignInStore::find(qint64 tenant, const QByteArray &tokenHash)
{
    Statement statement = m_database.statement(QStringLiteral("select_sign_in"));
    statement.bind(":tenant", tenant).bind(":token_hash", tokenHash);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    if (!*row)
        return std::nullopt;
    SignInRow found;
    found.account = statement.integer();
    found.userPrincipalName = statement.text();
    found.method = statement.text();
    found.createdAt = statement.time();
    found.provedAt = statement.time();
    found.seenAt = statement.time();
    found.client = statement.integer();
    found.certificateHash = statement.blob();
    return found;
}

Result<void> SignInStore::runOnToken(const QString &name, const QByteArray &tokenHash,
                                     std::optional<Timestamp> now)
{
    Statement statement = m_database.statement(name);
    statement.bind(":token_hash", tokenHash);
    if (now)
        statement.bind(":now", *now);
    return statement.exec();
}

Result<void> SignInStore::markSeen(const QByteArray &tokenHash, Timestamp now)
{
    return runOnToken(QStringLiteral("update_sign_in_seen"), tokenHash, now);
}

Result<void> SignInStore::markProved(const QByteArray &tokenHash, Timestamp now)
{
    return runOnToken(QStringLiteral("update_sign_in_proved"), tokenHash, now);
}

Result<void> SignInStore::end(const QByteArray &tokenHash)
{
    return runOnToken(QStringLiteral("delete_sign_in"), tokenHash);
}

Result<void> SignInStore::endAll(qint64 account)
{
    Statement statement = m_database.statement(QStringLiteral("delete_sign_ins_of"));
    statement.bind(":account", account);
    return statement.exec();
}

Result<void> SignInStore::endOld(qint64 account, Timestamp createdBefore, Timestamp seenBefore)
{
    Statement statement = m_database.statement(QStringLiteral("delete_old_sign_ins"));
    statement.bind(":account", account)
        .bind(":created_before", createdBefore)
        .bind(":seen_before", seenBefore);
    return statement.exec();
}

Result<AttemptRow> SignInStore::attempts(qint64 tenant, const QString &subject)
{
    Statement statement = m_database.statement(QStringLiteral("select_sign_in_attempt"));
    statement.bind(":tenant", tenant).bind(":subject", subject);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    AttemptRow found;
    if (*row) {
        found.failures = int(statement.integer());
        found.lastAt = statement.time();
        found.blockedUntil = statement.time();
    }
    return found;
}

Result<void> SignInStore::setAttempts(qint64 tenant, const QString &subject, const AttemptRow &row)
{
    Statement statement = m_database.statement(QStringLiteral("write_sign_in_attempt"));
    statement.bind(":tenant", tenant)
        .bind(":subject", subject)
        .bind(":failures", row.failures)
        .bind(":last_at", row.lastAt)
        .bind(":blocked_until", row.blockedUntil);
    return statement.exec();
}

Result<void> SignInStore::forgetAttempts(qint64 tenant, const QString &subject)
{
    Statement statement = m_database.statement(QStringLiteral("delete_sign_in_attempt"));
    statement.bind(":tenant", tenant).bind(":subject", subject);
    return statement.exec();
}

Result<void> SignInStore::forgetOldAttempts(qint64 tenant, Timestamp before, Timestamp now)
{
    Statement statement = m_database.statement(QStringLiteral("delete_old_sign_in_attempts"));
    statement.bind(":tenant", tenant).bind(":before", before).bind(":now", now);
    return statement.exec();
}

} // namespace lockbox
