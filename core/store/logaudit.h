#pragma once

#include "core/domain/accessrequest.h"
#include "core/domain/notifications.h"
#include "core/domain/policy.h"
#include "core/domain/tenant.h"
#include "core/domain/user.h"
#include "core/store/database.h"

namespace lockbox {

/// A leaf of the log with the rest of its row.
struct LeafRow {
    qint64 seq = 0;
    Timestamp at;
    QString kind;
    qint64 requestKey = 0;
    RequestId request; ///< Null where no request is concerned, or its row is missing.
    QString reference; ///< Of that request.
    QByteArray body;   ///< Empty where it is longer than longestEvent.
    QByteArray leafHash;
};

/// A column that is not as it should be, in words.
struct Difference {
    QString column;
    QString stored;
    QString expected;
};

/// What a verification reads: every row as it lies there, and whether others are as they should be,
/// to the letter.
class LogAudit
{
public:
    LogAudit(Database &database, qint64 tenant) : m_database(database), m_tenant(tenant) {}

    /// The log's leaves in their order, one after the other. Only inside a transaction.
    Result<void> begin();
    /// False at the end.
    Result<bool> next(LeafRow &row);

    /// The row's key where it is what the program would write for this request; else nothing.
    Result<std::optional<qint64>> equalRequest(const AccessRequest &request);
    /// Why not; nothing where there is no such row.
    Result<std::optional<Difference>> difference(const AccessRequest &request);
    Result<std::optional<Difference>> difference(const User &user);
    Result<std::optional<Difference>> difference(const NotificationSettings &settings);
    Result<std::optional<Difference>> difference(const Tenant &tenant, bool demo,
                                                 const Policy &policy);
    Result<std::optional<qint64>> accountKey(const QString &userPrincipalName);
    /// Slugs in alphabetical order.
    Result<QStringList> rolesOf(qint64 account);

    /// How many rows the whole table has, whichever tenant's.
    Result<qint64> count(const QString &table);
    /// The id of a request of which the history knows nothing.
    Result<std::optional<QString>> unloggedRequest();
    /// A kept count that isn't the number of its requests: "engineer, pending, visible".
    Result<std::optional<Difference>> wrongCount();

private:
    Result<std::optional<Difference>> read(Statement statement);

    Database &m_database;
    qint64 m_tenant;
    std::optional<Statement> m_leaves;
};

} // namespace lockbox
