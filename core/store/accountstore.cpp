#include "core/store/accountstore.h"

#include <algorithm>

namespace lockbox {

static bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
}

/// Equal for texts that people take for the same user name.
static QString folded(const QString &text)
{
    return text.normalized(QString::NormalizationForm_C).toCaseFolded();
}

Result<qint64> AccountStore::insert(qint64 tenant, const User &user)
{
    const auto same = find(tenant, user.userPrincipalName);
    if (!same)
        return failure(same);
    if (*same)
        return failure(
            ErrorCode::AlreadyExists,
            QStringLiteral("there is a user \"%1\" already").arg((*same)->user.userPrincipalName));
    qint64 key = 0;
    {
        Statement statement = m_database.statement(QStringLiteral("insert_account"));
        statement.bind(":tenant", tenant)
            .bind(":user_name", user.userPrincipalName)
            .bind(":display_name", user.displayName)
            .bind(":email", user.email)
            .bind(":alternate_email", user.alternateEmail)
            .bind(":side", toSlug(user.side));
        if (auto ok = statement.exec(); !ok)
            return failure(ok);
        key = statement.insertedKey();
    }
    if (auto ok = writeRoles(key, user.roles); !ok)
        return failure(ok);
    return key;
}

Result<std::optional<AccountRow>> AccountStore::find(qint64 tenant,
                                                     const QString &userPrincipalName)
{
    const auto named = [&](const QString &name) {
        Statement statement = m_database.statement(QStringLiteral("select_account"));
        statement.bind(":tenant", tenant).bind(":user_name", name);
        return read(std::move(statement));
    };
    auto rows = named(userPrincipalName);
    if (rows && rows->empty() && !isAscii(userPrincipalName)) {
        const auto name = storedName(tenant, userPrincipalName);
        rows = name ? named(*name) : Result<std::vector<AccountRow>>(failure(name));
    }
    if (!rows)
        return failure(rows);
    return rows->empty() ? std::nullopt : std::optional(rows->front());
}

/// How a name is written in the store that has letters beyond A to Z, the only ones that SQLite knows in any case.
Result<QString> AccountStore::storedName(qint64 tenant, const QString &userPrincipalName)
{
    const QString wanted = folded(userPrincipalName);
    Statement statement = m_database.statement(QStringLiteral("list_wide_user_names"));
    statement.bind(":tenant", tenant);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    auto row = statement.next();
    for (; row && *row; row = statement.next()) {
        if (QString name = statement.text(); folded(name) == wanted)
            return name;
    }
    return row ? Result<QString>(wanted) : failure(row);
}

Result<std::vector<AccountRow>> AccountStore::list(qint64 tenant)
{
    Statement statement = m_database.statement(QStringLiteral("list_accounts"));
    statement.bind(":tenant", tenant);
    return read(std::move(statement));
}

Result<std::vector<AccountRow>> AccountStore::holders(qint64 tenant, const RoleSet &roles)
{
    QStringList slugs;
    for (const QString &slug : roles.slugs())
        slugs.append(QStringLiteral("'%1'").arg(slug));
    Statement statement =
        m_database.statement(QStringLiteral("list_role_holders"),
                             {{QStringLiteral("roles"), slugs.join(QStringLiteral(", "))}});
    statement.bind(":tenant", tenant);
    return read(std::move(statement));
}

Result<void> AccountStore::update(const AccountRow &row)
{
    {
        Statement statement = m_database.statement(QStringLiteral("update_account"));
        statement.bind(":account", row.key)
            .bind(":email", row.user.email)
            .bind(":alternate_email", row.user.alternateEmail)
            .bind(":side", toSlug(row.user.side));
        if (auto ok = statement.exec(); !ok)
            return ok;
    }
    return writeRoles(row.key, row.user.roles);
}

Result<int> AccountStore::countHolders(qint64 tenant, Role role)
{
    Statement statement = m_database.statement(QStringLiteral("count_role_holders"));
    statement.bind(":tenant", tenant).bind(":role", toSlug(role));
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    if (const auto row = statement.next(); !row)
        return failure(row);
    return static_cast<int>(statement.integer());
}

Result<void> AccountStore::writeRoles(qint64 account, const RoleSet &roles)
{
    {
        Statement statement = m_database.statement(QStringLiteral("delete_account_roles"));
        statement.bind(":account", account);
        if (auto ok = statement.exec(); !ok)
            return ok;
    }
    for (const QString &role : roles.slugs()) {
        Statement statement = m_database.statement(QStringLiteral("insert_account_role"));
        statement.bind(":account", account).bind(":role", role);
        if (auto ok = statement.exec(); !ok)
            return ok;
    }
    return {};
}

/// Rows are accounts joined with their roles: one for each role, or one without.
Result<std::vector<AccountRow>> AccountStore::read(Statement statement)
{
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    std::vector<AccountRow> rows;
    auto row = statement.next();
    for (; row && *row; row = statement.next()) {
        const qint64 key = statement.integer();
        User user;
        user.userPrincipalName = statement.text();
        user.displayName = statement.text();
        user.email = statement.text();
        user.alternateEmail = statement.text();
        user.side = statement.text() == toSlug(Side::Provider) ? Side::Provider : Side::Customer;
        if (rows.empty() || rows.back().key != key)
            rows.push_back({.key = key, .user = user});
        if (const auto slug = statement.optionalText()) {
            const auto role = parseRole(*slug);
            if (!role)
                return failure(ErrorCode::StoreDamaged, role.error().message);
            rows.back().user.roles.insert(*role);
        }
    }
    if (!row)
        return failure(row);
    return rows;
}

} // namespace lockbox
