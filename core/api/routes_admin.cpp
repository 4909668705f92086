#include "core/api/call.h"

#include <QJsonArray>

#include <limits>

namespace lockbox::api {

namespace {

template<typename T>
QJsonArray arrayOf(const std::vector<T> &values)
{
    QJsonArray array;
    for (const T &value : values)
        array.append(wire::toJson(value));
    return array;
}

Answer usersAnswer(const Result<std::vector<User>> &users)
{
    if (!users)
        return problem(users.error());
    return jsonAnswer({{QStringLiteral("value"), arrayOf(*users)}});
}

/// What anybody may know of the store, and its present.
Answer info(Call &call)
{
    const auto info = call.service.info();
    const auto now = call.service.now();
    if (!info || !now)
        return problem(info ? now.error() : info.error());
    QJsonObject json = wire::toJson(*info);
    json.insert(QStringLiteral("now"), wire::toJson(*now).value(QStringLiteral("now")));
    return jsonAnswer(json);
}

Answer account(Call &call)
{
    return answerOf(call, call.service.account(call.session));
}

Answer nextDeadline(Call &call)
{
    const auto deadline = call.service.nextDeadline(call.session);
    if (!deadline)
        return problem(deadline.error());
    const QJsonValue value =
        *deadline ? wire::toJson(**deadline).value(QStringLiteral("now")) : QJsonValue();
    return jsonAnswer({{QStringLiteral("nextDeadline"), value}});
}

Answer advanceClock(Call &call)
{
    const auto body = bodyOf(call);
    if (!body)
        return problem(body.error());
    const QJsonValue by = body->value(QStringLiteral("by"));
    constexpr qint64 none = std::numeric_limits<qint64>::min();
    const qint64 seconds = by.toInteger(none);
    if (seconds == none || body->size() != 1)
        return problem({.code = ErrorCode::InvalidArgument,
                        .message = QStringLiteral("by is no whole number of seconds"),
                        .field = QStringLiteral("by")});
    return answerOf(call, call.service.advanceClock(call.session, std::chrono::seconds(seconds)));
}

Answer users(Call &call)
{
    const auto query = wire::fromQuery<UserQuery>(call.question.query);
    return query ? usersAnswer(call.service.users(call.session, *query)) : problem(query.error());
}

Answer user(Call &call)
{
    return answerOf(call, call.service.user(call.session, call.places.at(0)));
}

Answer addUser(Call &call)
{
    const auto user = bodyAs<NewUser>(call);
    return user ? answerOf(call, call.service.addUser(call.session, *user), 201)
                : problem(user.error());
}

Answer setRoles(Call &call)
{
    const auto body = bodyOf(call);
    if (!body)
        return problem(body.error());
    const QJsonValue list = body->value(QStringLiteral("roles"));
    if (!list.isArray() || body->size() != 1)
        return problem({.code = ErrorCode::InvalidArgument,
                        .message = QStringLiteral("roles is no list"),
                        .field = QStringLiteral("roles")});
    RoleSet roles;
    for (const QJsonValue &slug : list.toArray()) {
        const auto role = parseRole(slug.toString());
        if (!role)
            return problem({.code = ErrorCode::InvalidArgument,
                            .message = role.error().message,
                            .field = QStringLiteral("roles")});
        roles.insert(*role);
    }
    return answerOf(call, call.service.setRoles(call.session, call.places.at(0), roles));
}

using SetAddress = Result<User> (LockboxService::*)(const Session &, const QString &,
                                                    const QString &);

template<SetAddress set>
Answer setAddress(Call &call)
{
    const auto email = textOf(call, "email", true);
    return email ? answerOf(call, (call.service.*set)(call.session, call.places.at(0), *email))
                 : problem(email.error());
}

Answer policy(Call &call)
{
    return answerOf(call, call.service.policy(call.session));
}

Answer changePolicy(Call &call)
{
    const auto change = bodyAs<PolicyChange>(call);
    return change ? answerOf(call, call.service.changePolicy(call.session, *change))
                  : problem(change.error());
}

} // namespace

std::vector<Route> adminRoutes()
{
    using enum Needs;
    return {
        {"GET", "/v1/info", Nothing, info},
        {"GET", "/v1/account", SignIn, account},
        {"GET", "/v1/next-deadline", SignIn, nextDeadline},
        {"POST", "/v1/clock/advance", SignIn, advanceClock},
        {"GET", "/v1/users", SignIn, users},
        {"POST", "/v1/users", FreshSignIn, addUser},
        {"GET", "/v1/users/{user}", SignIn, user},
        {"PUT", "/v1/users/{user}/roles", FreshSignIn, setRoles},
        {"PUT", "/v1/users/{user}/email", FreshSignIn, setAddress<&LockboxService::setEmail>},
        {"PUT", "/v1/users/{user}/alternate-email", FreshSignIn,
         setAddress<&LockboxService::setAlternateEmail>},
        {"GET", "/v1/policy", SignIn, policy},
        {"PATCH", "/v1/policy", FreshSignIn, changePolicy},
    };
}

} // namespace lockbox::api
