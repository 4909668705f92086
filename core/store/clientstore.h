#pragma once

#include "core/store/database.h"

namespace lockbox {

/// A system of the provider that may ask for tokens. It shows a secret, or a certificate, of which the hash or the subject is known.
struct ClientRow {
    qint64 key = 0;
    QString id;
    QString name;
    qint64 account = 0;
    QString userPrincipalName; ///< The account's.
    QByteArray secretHash;     ///< SHA-256; empty where it has none.
    QByteArray
        certificateHash; ///< SHA-256 of the certificate; empty where any of the subject will do.
    QString subject;     ///< RFC 4514; empty where it is not asked for.
    Timestamp createdAt;
    std::optional<Timestamp> usedAt; ///< When it got its last token.
};

/// The systems that may ask a service for tokens.
class ClientStore
{
public:
    /// How and when a token came about.
    struct Token {
        QString method;
        QString address;
        QByteArray
            certificateHash; ///< Of the certificate without which it is not taken; may be empty.
        Timestamp at;
    };

    explicit ClientStore(Database &database) : m_database(database) {}

    /// AlreadyExists where one has that name.
    Result<void> insert(qint64 tenant, const ClientRow &row);
    Result<std::optional<ClientRow>> find(qint64 tenant, const QString &id);
    /// By name.
    Result<std::vector<ClientRow>> list(qint64 tenant);
    /// A sign-in as the client's account, that lasts as long as the client is there.
    Result<void> insertToken(const ClientRow &client, const QByteArray &tokenHash,
                             const Token &token);
    /// All its tokens, or those made before that.
    Result<void> endTokens(qint64 client, std::optional<Timestamp> createdBefore = {});
    /// With all its tokens.
    Result<void> remove(qint64 client);

private:
    static ClientRow rowOf(Statement &statement);

    Database &m_database;
};

} // namespace lockbox
