#include "core/store/clientstore.h"

namespace lockbox {

/// What is empty is nothing in the store.
template<typename T>
static std::optional<T> orNothing(const T &value)
{
    return value.isEmpty() ? std::nullopt : std::optional(value);
}

Result<void> ClientStore::insert(qint64 tenant, const ClientRow &row)
{
    Statement statement = m_database.statement(QStringLiteral("insert_client"));
    statement.bind(":tenant", tenant)
        .bind(":id", row.id)
        .bind(":name", row.name)
        .bind(":account", row.account)
        .bind(":secret_hash", orNothing(row.secretHash))
        .bind(":certificate_hash", orNothing(row.certificateHash))
        .bind(":subject", orNothing(row.subject))
        .bind(":created_at", row.createdAt);
    return statement.exec();
}

ClientRow ClientStore::rowOf(Statement &statement)
{
    ClientRow row;
    row.key = statement.integer();
    row.id = statement.text();
    row.name = statement.text();
    row.account = statement.integer();
    row.userPrincipalName = statement.text();
    row.secretHash = statement.blob();
    row.certificateHash = statement.blob();
    row.subject = statement.optionalText().value_or(QString());
    row.createdAt = statement.time();
    row.usedAt = statement.optionalTime();
    return row;
}

Result<std::optional<ClientRow>> ClientStore::find(qint64 tenant, const QString &id)
{
    Statement statement = m_database.statement(QStringLiteral("select_client"));
    statement.bind(":tenant", tenant).bind(":id", id);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    return *row ? std::optional(rowOf(statement)) : std::nullopt;
}

Result<std::vector<ClientRow>> ClientStore::list(qint64 tenant)
{
    Statement statement = m_database.statement(QStringLiteral("list_clients"));
    statement.bind(":tenant", tenant);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    std::vector<ClientRow> rows;
    auto row = statement.next();
    for (; row && *row; row = statement.next())
        rows.push_back(rowOf(statement));
    return row ? Result<std::vector<ClientRow>>(std::move(rows)) : failure(row);
}

Result<void> ClientStore::insertToken(const ClientRow &client, const QByteArray &tokenHash,
                                      const Token &token)
{
    Statement statement = m_database.statement(QStringLiteral("insert_client_sign_in"));
    statement.bind(":token_hash", tokenHash)
        .bind(":account", client.account)
        .bind(":method", token.method)
        .bind(":address", token.address)
        .bind(":client", client.key)
        .bind(":certificate_hash", orNothing(token.certificateHash))
        .bind(":now", token.at);
    if (auto ok = statement.exec(); !ok)
        return ok;
    Statement used = m_database.statement(QStringLiteral("update_client_used"));
    used.bind(":client", client.key).bind(":now", token.at);
    return used.exec();
}

Result<void> ClientStore::endTokens(qint64 client, std::optional<Timestamp> createdBefore)
{
    Statement statement =
        m_database.statement(createdBefore ? QStringLiteral("delete_old_sign_ins_of_client")
                                           : QStringLiteral("delete_sign_ins_of_client"));
    statement.bind(":client", client);
    if (createdBefore)
        statement.bind(":created_before", *createdBefore);
    return statement.exec();
}

Result<void> ClientStore::remove(qint64 client)
{
    if (auto ok = endTokens(client); !ok)
        return ok;
    Statement statement = m_database.statement(QStringLiteral("delete_client"));
    statement.bind(":client", client);
    return statement.exec();
}

} // namespace lockbox
