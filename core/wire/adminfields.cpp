#include "core/wire/describe.h"

namespace lockbox::wire {

template<class A, Is<Timestamp> T>
void describe(A &a, T &now)
{
    a("now", now);
}

template<class A, Is<StoreInfo> T>
void describe(A &a, T &info)
{
    a("tenant", info.tenant);
    a("demo", info.demo);
    a("clockOffset", info.clockOffset);
    a("alarm", info.alarm);
}

namespace {

/// A role as others know it: by its template id, its slug and its name.
QJsonObject roleObject(Role role)
{
    const QString id = QString::fromLatin1(roleInfo(role).templateId);
    return {{QStringLiteral("id"), id.isEmpty() ? QJsonValue() : QJsonValue(id)},
            {QStringLiteral("slug"), toSlug(role)},
            {QStringLiteral("name"), displayName(role)}};
}

} // namespace

template<class A, Is<User> T>
void describe(A &a, T &user)
{
    a("userPrincipalName", user.userPrincipalName);
    a("displayName", user.displayName);
    a.orNull("email", user.email);
    a.orNull("alternateEmail", user.alternateEmail);
    a("side", user.side);
    std::vector<QJsonObject> roles;
    for (const Role role : user.roles.toVector())
        roles.push_back(roleObject(role));
    a("roles", roles);
    if constexpr (A::isReading) {
        for (const QJsonObject &object : roles) {
            const auto role = parseRole(object.value(QStringLiteral("slug")).toString());
            if (role) // a newer service may know more of them
                user.roles.insert(*role);
        }
    }
}

template<class A, Is<NewUser> T>
void describe(A &a, T &user)
{
    a("userPrincipalName", user.userPrincipalName);
    a("displayName", user.displayName);
    a.orNull("email", user.email);
    a.orNull("alternateEmail", user.alternateEmail);
    a("side", user.side);
}

template<class A, Is<Policy> T>
void describe(A &a, T &policy)
{
    a("requireApproval", policy.requireApproval);
    a("decideWithin", policy.decideWithin);
    a("maxAccess", policy.maxAccess);
    a("commentRequiredOnDeny", policy.commentRequiredOnDeny);
}

template<class A, Is<PolicyChange> T>
void describe(A &a, T &change)
{
    a("requireApproval", change.requireApproval);
    a("decideWithin", change.decideWithin);
    a("maxAccess", change.maxAccess);
    a("commentRequiredOnDeny", change.commentRequiredOnDeny);
    std::optional<bool> accept = change.acceptUnreachable;
    a("acceptUnreachable", accept);
    if constexpr (A::isReading)
        change.acceptUnreachable = accept.value_or(false);
}

template<class A, Is<Error> T>
void describe(A &a, T &error)
{
    a("code", error.code);
    a("message", error.message);
    a.orNull("field", error.field);
    a.orNull("state", error.state);
    a.orNull("decidedBy", error.decidedBy);
    a("decidedAt", error.decidedAt);
    a("candidates", error.candidates);
    if (A::isReading || error.retryAfter)
        a("retryAfter", error.retryAfter);
}

LOCKBOX_DESCRIBED(Timestamp)
LOCKBOX_DESCRIBED(StoreInfo)
LOCKBOX_DESCRIBED(User)
LOCKBOX_DESCRIBED(NewUser)
LOCKBOX_DESCRIBED(Policy)
LOCKBOX_DESCRIBED(PolicyChange)
LOCKBOX_DESCRIBED(Error)

} // namespace lockbox::wire
