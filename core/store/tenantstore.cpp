#include "core/store/tenantstore.h"

#include "core/store/logstore.h"
#include "core/store/notificationstore.h"

namespace lockbox {

static void bindPolicy(Statement &statement, const Policy &policy)
{
    statement.bind(":require_approval", policy.requireApproval)
        .bind(":decide_within", policy.decideWithin)
        .bind(":max_access", policy.maxAccess)
        .bind(":comment_on_deny", policy.commentRequiredOnDeny);
}

Result<qint64> TenantStore::insert(const Tenant &tenant, const Policy &policy, bool demo,
                                   const QString &verifier)
{
    Statement statement = m_database.statement(QStringLiteral("insert_tenant"));
    statement.bind(":id", tenant.id.toString())
        .bind(":name", tenant.name)
        .bind(":domain", tenant.domain)
        .bind(":provider", tenant.provider)
        .bind(":demo", demo);
    bindPolicy(statement, policy);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const qint64 key = statement.insertedKey();
    if (auto ok = LogStore(m_database).insert(key, verifier); !ok)
        return failure(ok);
    if (auto ok = NotificationStore(m_database).insert(key, demo); !ok)
        return failure(ok);
    return key;
}

Result<TenantRow> TenantStore::first()
{
    Statement statement = m_database.statement(QStringLiteral("select_tenant"));
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto found = statement.next();
    if (!found)
        return failure(found);
    if (!*found)
        return failure(ErrorCode::StoreDamaged,
                       QStringLiteral("%1 holds no tenant").arg(m_database.path()));
    TenantRow row;
    row.key = statement.integer();
    row.tenant.id = TenantId::fromString(statement.text());
    row.tenant.name = statement.text();
    row.tenant.domain = statement.text();
    row.tenant.provider = statement.text();
    row.demo = statement.boolean();
    row.clockOffset = std::chrono::milliseconds(statement.integer());
    row.policy.requireApproval = statement.boolean();
    row.policy.decideWithin = statement.seconds();
    row.policy.maxAccess = statement.seconds();
    row.policy.commentRequiredOnDeny = statement.boolean();
    return row;
}

Result<void> TenantStore::updatePolicy(qint64 tenant, const Policy &policy)
{
    Statement statement = m_database.statement(QStringLiteral("update_policy"));
    statement.bind(":tenant", tenant);
    bindPolicy(statement, policy);
    return statement.exec();
}

Result<void> TenantStore::updateClockOffset(qint64 tenant, std::chrono::milliseconds offset)
{
    Statement statement = m_database.statement(QStringLiteral("update_clock_offset"));
    statement.bind(":tenant", tenant).bind(":offset", qint64(offset.count()));
    if (auto ok = statement.exec(); !ok)
        return ok;
    if (statement.changedRows() == 0)
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("only a demo store's clock can be moved"));
    return {};
}

} // namespace lockbox
