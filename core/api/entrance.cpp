#include "core/api/entrance.h"

#include "core/base/timetext.h"

#include <QJsonArray>

namespace lockbox::api {

static QJsonObject toJson(const SignIn &signIn)
{
    return {{QStringLiteral("token"), QString::fromLatin1(signIn.token)},
            {QStringLiteral("account"), wire::toJson(signIn.account)},
            {QStringLiteral("tenant"), wire::toJson(signIn.tenant)},
            {QStringLiteral("expiresAt"), toRfc3339(signIn.expiresAt)}};
}

/// What is told where nobody was let in: a store in trouble before a lock, and that before a wrong proof.
static int weightOf(const Error &error)
{
    if (error.code == ErrorCode::SignInRequired)
        return 0;
    return error.code == ErrorCode::TooManyTries ? 1 : 2;
}

static Result<SignIn> enterOne(Entry &entry, const TenantId &tenant, const Proof &proof)
{
    const auto door = entry.doors.open(tenant);
    return door ? proof(*(*door)->signIns) : failure(door);
}

Answer enter(Entry &entry, const std::vector<TenantId> &tenants, const Proof &proof)
{
    QJsonObject first;
    QJsonArray others;
    std::optional<Error> refusal;
    // All of them, always: how long it takes must not tell where somebody is.
    for (const TenantId &tenant : tenants) {
        const auto signIn = enterOne(entry, tenant, proof);
        if (!signIn && (!refusal || weightOf(signIn.error()) > weightOf(*refusal)))
            refusal = signIn.error();
        if (!signIn)
            continue;
        if (first.isEmpty())
            first = toJson(*signIn);
        else
            others.append(toJson(*signIn));
    }
    if (first.isEmpty())
        return problem(refusal.value_or(
            Error{.code = ErrorCode::SignInRequired,
                  .message = QStringLiteral("the user name or the password is wrong")}));
    first.insert(QStringLiteral("others"), others);
    return jsonAnswer(first, 201);
}

Result<Lookup> lookupOf(Entry &entry, const QString &tenant, const QString &userPrincipalName)
{
    QString name = userPrincipalName;
    if (!tenant.isEmpty()) {
        const auto found = entry.doors.tenant(tenant);
        if (found)
            return Lookup{.tenants = {found->id}, .userPrincipalName = name};
        if (found.error().code != ErrorCode::NotFound)
            return failure(found);
        name.prepend(QLatin1Char('@')); // no user is called that
    }
    auto tenants = entry.doors.tenantsOf(name);
    if (!tenants)
        return failure(tenants);
    return Lookup{.tenants = std::move(*tenants), .userPrincipalName = name};
}

} // namespace lockbox::api
