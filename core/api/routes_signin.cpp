#include "core/api/call.h"

#include "core/base/timetext.h"

namespace lockbox::api {

namespace {

QJsonObject toJson(const SignIn &signIn)
{
    return {{QStringLiteral("token"), QString::fromLatin1(signIn.token)},
            {QStringLiteral("account"), wire::toJson(signIn.account)},
            {QStringLiteral("expiresAt"), toRfc3339(signIn.expiresAt)}};
}

/// Texts of the body, each of which must be there.
Result<QStringList> textsOf(const Call &call, std::initializer_list<const char *> names)
{
    const auto body = bodyOf(call);
    if (!body)
        return failure(body);
    QJsonObject left = *body;
    QStringList texts;
    for (const char *name : names) {
        const QString key = QString::fromLatin1(name);
        const QJsonValue text = left.take(key);
        if (!text.isString())
            return invalid(key, QStringLiteral("%1 is missing, or no text").arg(key));
        texts.append(text.toString());
    }
    if (!left.isEmpty())
        return unknownName(left.begin().key());
    return texts;
}

Answer done(const Result<void> &result)
{
    return result ? emptyAnswer() : problem(result.error());
}

Answer made(const Result<SignIn> &signIn)
{
    return signIn ? jsonAnswer(toJson(*signIn), 201) : problem(signIn.error());
}

Answer signIn(Call &call)
{
    const auto texts = textsOf(call, {"userPrincipalName", "password"});
    if (!texts)
        return problem(texts.error());
    return made(call.signIns.signIn(texts->at(0), texts->at(1).toUtf8(), call.question.address));
}

Answer redeem(Call &call)
{
    const auto texts = textsOf(call, {"code", "newPassword"});
    if (!texts)
        return problem(texts.error());
    return made(call.signIns.redeem(texts->at(0), texts->at(1).toUtf8(), call.question.address));
}

Answer prove(Call &call)
{
    const auto password = textOf(call, "password");
    if (!password)
        return problem(password.error());
    return done(call.signIns.prove(call.token, password->toUtf8(), call.question.address));
}

Answer changePassword(Call &call)
{
    const auto texts = textsOf(call, {"password", "newPassword"});
    if (!texts)
        return problem(texts.error());
    return done(call.signIns.changePassword(call.token, texts->at(0).toUtf8(),
                                            texts->at(1).toUtf8(), call.question.address));
}

Answer signOut(Call &call)
{
    return done(call.signIns.signOut(call.token));
}

Answer signOutEverywhere(Call &call)
{
    return done(call.signIns.signOutEverywhere(call.token));
}

} // namespace

std::vector<Route> signInRoutes()
{
    using enum Needs;
    return {
        {"POST", "/v1/sign-in", Nothing, signIn},
        {"POST", "/v1/sign-in/code", Nothing, redeem},
        {"POST", "/v1/sign-in/prove", SignIn, prove},
        {"PUT", "/v1/password", SignIn, changePassword},
        {"POST", "/v1/sign-out", SignIn, signOut},
        {"POST", "/v1/sign-out-everywhere", SignIn, signOutEverywhere},
    };
}

} // namespace lockbox::api
