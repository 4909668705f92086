#include "core/store/logaudit.h"

#include "core/store/eventstore.h"
#include "core/store/requestrow.h"

namespace lockbox {

Result<void> LogAudit::begin()
{
    m_leaves.emplace(m_database.walk(QStringLiteral("list_leaves")));
    m_leaves->bind(":tenant", m_tenant).bind(":longest", longestEvent);
    return m_leaves->exec();
}

Result<bool> LogAudit::next(LeafRow &row)
{
    auto more = m_leaves->next();
    if (!more || !*more)
        return more;
    row.seq = m_leaves->integer();
    row.at = m_leaves->time();
    row.kind = m_leaves->text();
    row.requestKey = m_leaves->integer();
    row.request = RequestId(QUuid::fromString(QLatin1String(m_leaves->bytes())));
    row.reference = m_leaves->text();
    row.body = m_leaves->bytes().toByteArray();
    row.leafHash = m_leaves->blob();
    return more;
}

/// Binds what the program writes for a request.
static void bindAll(Statement &statement, qint64 tenant, const AccessRequest &request)
{
    statement.bind(":tenant", tenant)
        .bind(":id", request.id.toString())
        .bind(":reference", request.reference)
        .bind(":service", request.service)
        .bind(":reason", request.reason)
        .bind(":requestor", request.requestor)
        .bind(":duration", request.duration)
        .bind(":submitted_at", request.submittedAt);
    bindChanging(statement, request);
}

static Result<std::optional<qint64>> keyOf(Statement statement)
{
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    return *row ? std::optional(statement.integer()) : std::nullopt;
}

Result<std::optional<qint64>> LogAudit::equalRequest(const AccessRequest &request)
{
    Statement statement = m_database.statement(QStringLiteral("find_equal_request"));
    bindAll(statement, m_tenant, request);
    return keyOf(std::move(statement));
}

static QString inWords(const std::optional<QString> &value)
{
    return value ? QStringLiteral("\"%1\"").arg(*value) : QStringLiteral("nothing");
}

Result<std::optional<Difference>> LogAudit::read(Statement statement)
{
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    if (!*row)
        return std::nullopt;
    Difference found{.column = statement.text(), .stored = {}, .expected = {}};
    found.stored = inWords(statement.optionalText());
    found.expected = inWords(statement.optionalText());
    return found;
}

Result<std::optional<Difference>> LogAudit::difference(const AccessRequest &request)
{
    Statement statement = m_database.statement(QStringLiteral("difference_of_request"));
    bindAll(statement, m_tenant, request);
    return read(std::move(statement));
}

Result<std::optional<Difference>> LogAudit::difference(const User &user)
{
    Statement statement = m_database.statement(QStringLiteral("difference_of_account"));
    statement.bind(":tenant", m_tenant)
        .bind(":user_name", user.userPrincipalName)
        .bind(":display_name", user.displayName)
        .bind(":email", user.email)
        .bind(":alternate_email", user.alternateEmail)
        .bind(":side", toSlug(user.side));
    return read(std::move(statement));
}

Result<std::optional<Difference>> LogAudit::difference(const Tenant &tenant, bool demo,
                                                       const Policy &policy)
{
    Statement statement = m_database.statement(QStringLiteral("difference_of_tenant"));
    statement.bind(":tenant", m_tenant)
        .bind(":id", tenant.id.toString())
        .bind(":name", tenant.name)
        .bind(":domain", tenant.domain)
        .bind(":provider", tenant.provider)
        .bind(":demo", demo)
        .bind(":require_approval", policy.requireApproval)
        .bind(":decide_within", policy.decideWithin)
        .bind(":max_access", policy.maxAccess)
        .bind(":comment_on_deny", policy.commentRequiredOnDeny);
    return read(std::move(statement));
}

Result<std::optional<Difference>> LogAudit::difference(const NotificationSettings &settings)
{
    QStringList kinds;
    for (const NoticeKind kind : settings.optional)
        kinds.append(toSlug(kind));
    Statement statement = m_database.statement(QStringLiteral("difference_of_notification"));
    statement.bind(":tenant", m_tenant)
        .bind(":host", settings.host)
        .bind(":port", settings.port)
        .bind(":security", toSlug(settings.security))
        .bind(":account", settings.account)
        .bind(":sender", settings.sender)
        .bind(":time_zone", settings.timeZone)
        .bind(":kinds", kinds.join(QLatin1Char(' ')));
    return read(std::move(statement));
}

Result<std::optional<qint64>> LogAudit::accountKey(const QString &userPrincipalName)
{
    Statement statement = m_database.statement(QStringLiteral("select_account_key"));
    statement.bind(":tenant", m_tenant).bind(":user_name", userPrincipalName);
    return keyOf(std::move(statement));
}

Result<QStringList> LogAudit::rolesOf(qint64 account)
{
    Statement statement = m_database.statement(QStringLiteral("list_account_roles"));
    statement.bind(":account", account);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    QStringList roles;
    auto row = statement.next();
    for (; row && *row; row = statement.next())
        roles.append(statement.text());
    return row ? Result<QStringList>(roles) : failure(row);
}

Result<qint64> LogAudit::count(const QString &table)
{
    const auto number = keyOf(
        m_database.statement(QStringLiteral("count_rows"), {{QStringLiteral("table"), table}}));
    return number ? Result<qint64>(number->value_or(0)) : failure(number);
}

Result<std::optional<QString>> LogAudit::unloggedRequest()
{
    Statement statement = m_database.statement(QStringLiteral("select_unlogged_request"));
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    return *row ? std::optional(statement.text()) : std::nullopt;
}

Result<std::optional<Difference>> LogAudit::wrongCount()
{
    Statement statement = m_database.statement(QStringLiteral("select_wrong_count"));
    statement.bind(":tenant", m_tenant);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    const auto row = statement.next();
    if (!row)
        return failure(row);
    if (!*row)
        return std::nullopt;
    const QString requestor = statement.text();
    const QString state = statement.text();
    const bool visible = statement.boolean();
    const QString stored = QString::number(statement.integer());
    return Difference{.column =
                          QStringLiteral("%1, %2, %3")
                              .arg(requestor, state,
                                   visible ? QStringLiteral("visible to the customer")
                                           : QStringLiteral("not yet visible to the customer")),
                      .stored = stored,
                      .expected = QString::number(statement.integer())};
}

} // namespace lockbox
