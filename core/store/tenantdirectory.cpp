#include "core/store/tenantdirectory.h"

namespace lockbox {

template<typename T, typename Read>
Result<std::vector<T>> TenantDirectory::rows(Statement statement, Read read)
{
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    std::vector<T> all;
    auto row = statement.next();
    for (; row && *row; row = statement.next())
        all.push_back(read(statement));
    return row ? Result<std::vector<T>>(std::move(all)) : failure(row);
}

static TenantId idOf(Statement &statement)
{
    return TenantId::fromString(statement.text());
}

Result<std::vector<Tenant>> TenantDirectory::tenants()
{
    return rows<Tenant>(m_database.statement(QStringLiteral("list_tenants")), [](Statement &row) {
        Tenant tenant{.id = idOf(row), .name = {}, .domain = {}, .provider = {}};
        tenant.name = row.text();
        tenant.domain = row.text();
        tenant.provider = row.text();
        return tenant;
    });
}

Result<std::vector<TenantId>> TenantDirectory::tenantsOf(const QString &userPrincipalName)
{
    const QString name = userPrincipalName.trimmed().normalized(QString::NormalizationForm_C);
    Statement statement = m_database.statement(QStringLiteral("list_tenants_of"));
    statement.bind(":user_name", name).bind(":folded", name.toCaseFolded());
    return rows<TenantId>(std::move(statement), idOf);
}

Result<std::vector<TenantId>> TenantDirectory::tenantsOfCode(const QByteArray &codeHash)
{
    Statement statement = m_database.statement(QStringLiteral("select_tenant_of_code"));
    statement.bind(":code_hash", codeHash);
    return rows<TenantId>(std::move(statement), idOf);
}

Result<int> TenantDirectory::mostTenantsOfAName()
{
    const auto most =
        rows<int>(m_database.statement(QStringLiteral("select_most_tenants_of_a_name")),
                  [](Statement &row) { return int(row.integer()); });
    return most ? Result<int>(most->empty() ? 0 : most->front()) : failure(most);
}

Result<std::vector<TenantHead>> TenantDirectory::heads()
{
    return rows<TenantHead>(m_database.statement(QStringLiteral("list_heads")), [](Statement &row) {
        TenantHead head{.tenant = idOf(row)};
        head.size = row.integer();
        return head;
    });
}

Result<std::vector<TenantHead>> TenantDirectory::notify(const QStringList &tenants)
{
    Statement statement = m_database.statement(QStringLiteral("notify_heads"));
    statement.bind(":tenants", tenants.join(QLatin1Char(',')));
    return rows<TenantHead>(std::move(statement), [](Statement &row) {
        TenantHead head{.tenant = idOf(row)};
        head.size = row.integer();
        return head;
    });
}

Result<std::vector<DueTenant>> TenantDirectory::due(Timestamp now)
{
    Statement statement = m_database.statement(QStringLiteral("list_due_tenants"));
    statement.bind(":now", now);
    return rows<DueTenant>(std::move(statement), [](Statement &row) {
        DueTenant due{.tenant = idOf(row)};
        due.hasDeadline = row.boolean();
        due.hasMail = row.boolean();
        return due;
    });
}

Result<bool> TenantDirectory::isReadOnly()
{
    const auto said = rows<QString>(m_database.statement(QStringLiteral("select_read_only")),
                                    [](Statement &row) { return row.text(); });
    if (!said)
        return failure(said);
    return said->empty() || said->front() != QStringLiteral("off");
}

} // namespace lockbox
