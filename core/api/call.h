#pragma once

#include "core/api/message.h"
#include "core/service/signins.h"
#include "core/wire/codec.h"
#include "core/wire/queries.h"

namespace lockbox::api {

/// One question, with what its answer needs.
struct Call {
    LockboxService &service;
    SignIns &signIns;
    const Question &question;
    const Tenant &tenant;
    QStringList places; ///< What stands at the `{…}` of the route's path, decoded.
    QByteArray token;
    Session session; ///< Of whom the token says.
};

/// The body as JSON; InvalidArgument where it is none, or no object.
Result<QJsonObject> bodyOf(const Call &call);

/// The body as a value; names that nobody knows are refused. An empty body is an empty object.
template<typename T>
Result<T> bodyAs(const Call &call)
{
    const auto json = bodyOf(call);
    return json ? wire::fromJson<T>(*json, wire::Unknown::Refused) : failure(json);
}

/// The only text in a body, `{name: text}`; empty where it may be missing and is.
Result<QString> textOf(const Call &call, const char *name, bool mayBeMissing = false);

/// For what stands in a body and nobody knows.
Failure unknownName(const QString &name);

/// Refuses a query where there is none to be.
Result<void> checkNoQuery(const Call &call);

/// What the door gave, as JSON, or as a problem.
template<typename T>
Answer answerOf(const Call &call, const Result<T> &result, int status = 200)
{
    return result ? jsonAnswer(wire::toJson(*result, call.tenant), status)
                  : problem(result.error());
}

/// Who may come in without a sign-in, and for what one must be young.
enum class Needs { Nothing, SignIn, FreshSignIn };

/// An operation of the API: resources/openapi/lockbox.yaml describes each.
struct Route {
    const char *method;
    const char *path; ///< "/v1/requests/{request}"
    Needs needs;
    Answer (*run)(Call &call);
};

std::vector<Route> signInRoutes();
std::vector<Route> tokenRoutes();
std::vector<Route> requestRoutes();
std::vector<Route> adminRoutes();
std::vector<Route> noticeRoutes();
std::vector<Route> logRoutes();

} // namespace lockbox::api
