#pragma once

#include "core/api/message.h"
#include "core/oidc/idtokens.h"
#include "core/service/doors.h"
#include "core/wire/codec.h"
#include "core/wire/queries.h"

#include <map>

namespace lockbox::api {

/// What was told last of what has happened. Many consoles of one user ask the same at the same time: one look answers all of them.
class News
{
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// The answer to the same question, if it was found out after this one was asked.
    std::optional<Answer> find(const QString &question, Instant asked) const;
    void keep(const QString &question, Instant found, const Answer &answer);

private:
    struct Told {
        Instant found;
        Answer answer;
    };
    std::map<QString, Told> m_told;
};

/// How people can sign in to a service.
struct SignInMethods {
    bool password = true;                 ///< And one-time codes, which set one.
    std::shared_ptr<oidc::IdTokens> oidc; ///< Null: not by OpenID Connect.
};

/// One question, of whomever it is.
struct Entry {
    Doors &doors;
    const SignInMethods &methods;
    const Question &question;
    QStringList places; ///< What stands at the `{…}` of the route's path, decoded.
};

/// One question to a tenant, with what its answer needs.
struct Call : Entry {
    LockboxService &service;
    SignIns &signIns;
    const Tenant &tenant;
    QByteArray token;
    Session session; ///< Of whom the token says.
    News &news;
};

/// The body as JSON; InvalidArgument where it is none, or no object.
Result<QJsonObject> bodyOf(const Entry &call);

/// The body as a value; names that nobody knows are refused. An empty body is an empty object.
template<typename T>
Result<T> bodyAs(const Entry &call)
{
    const auto json = bodyOf(call);
    return json ? wire::fromJson<T>(*json, wire::Unknown::Refused) : failure(json);
}

/// The only text in a body, `{name: text}`; empty where it may be missing and is.
Result<QString> textOf(const Entry &call, const char *name, bool mayBeMissing = false);

/// Texts of the body, each of which must be there; those that may be missing are empty then.
Result<QStringList> textsOf(const Entry &entry, std::initializer_list<const char *> names,
                            std::initializer_list<const char *> optional = {});

/// NotSupported where the service takes no passwords.
Result<void> checkPasswords(const Entry &entry);

/// Shows by an ID token who it is; see core/api/routes_oidc.cpp.
Result<ShownUser> shownByIdToken(const Entry &entry, const QString &idToken,
                                 const QString &nonceVerifier);

/// For what stands in a body and nobody knows.
Failure unknownName(const QString &name);

/// Refuses a query where there is none to be.
Result<void> checkNoQuery(const Entry &call);

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
    using Run = Answer (*)(Call &call);
    using Enter = Answer (*)(Entry &entry);

    /// Asked of the tenant that the token names. Without one, where that is allowed: of the service's only tenant.
    Route(const char *itsMethod, const char *itsPath, Needs what, Run itsRun)
        : method(itsMethod), path(itsPath), needs(what), run(itsRun)
    {}
    /// Asked of no tenant; anybody may.
    Route(const char *itsMethod, const char *itsPath, Enter itsEnter)
        : method(itsMethod), path(itsPath), enter(itsEnter)
    {}

    const char *method;
    const char *path; ///< "/v1/requests/{request}"
    Needs needs = Needs::Nothing;
    Run run = nullptr;
    Enter enter = nullptr;
};

std::vector<Route> signInRoutes();
std::vector<Route> tokenRoutes();
std::vector<Route> oidcRoutes();
std::vector<Route> requestRoutes();
std::vector<Route> adminRoutes();
std::vector<Route> noticeRoutes();
std::vector<Route> logRoutes();

} // namespace lockbox::api
