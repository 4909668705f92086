#include "core/api/entrance.h"

namespace lockbox::api {

namespace {

Answer done(const Result<void> &result)
{
    return result ? emptyAnswer() : problem(result.error());
}

Answer signIn(Entry &entry)
{
    const auto texts = textsOf(entry, {"userPrincipalName", "password"}, {"tenant"});
    if (!texts)
        return problem(texts.error());
    if (auto ok = checkPasswords(entry); !ok)
        return problem(ok.error());
    const auto lookup = lookupOf(entry, texts->at(2), texts->at(0));
    if (!lookup)
        return problem(lookup.error());
    return enter(entry, lookup->tenants, [&](SignIns &signIns) {
        return signIns.signIn(lookup->userPrincipalName, texts->at(1).toUtf8(),
                              entry.question.address);
    });
}

Answer redeem(Entry &entry)
{
    const auto texts = textsOf(entry, {"code", "newPassword"}, {"tenant"});
    if (!texts)
        return problem(texts.error());
    if (auto ok = checkPasswords(entry); !ok)
        return problem(ok.error());
    QString code = texts->at(0);
    auto issuer = entry.doors.tenantOfCode(hashOfCode(code));
    if (issuer && !texts->at(2).isEmpty()) {
        const auto named = entry.doors.tenant(texts->at(2));
        if (!named && named.error().code != ErrorCode::NotFound)
            return problem(named.error());
        // One that isn't here is not told from a wrong code.
        if (!named)
            code.clear();
        else
            issuer = named->id;
    }
    if (!issuer)
        return problem(issuer.error());
    return enter(entry, {*issuer}, [&](SignIns &signIns) {
        return signIns.redeem(code, texts->at(1).toUtf8(), entry.question.address);
    });
}

/// By password, or by an ID token.
Answer prove(Call &call)
{
    const auto body = bodyOf(call);
    if (body && body->contains(QStringLiteral("idToken"))) {
        const auto texts = textsOf(call, {"idToken", "nonceVerifier"});
        if (!texts)
            return problem(texts.error());
        const auto shown = shownByIdToken(call, texts->at(0), texts->at(1));
        return shown ? done(call.signIns.prove(call.token, *shown)) : problem(shown.error());
    }
    const auto password = textOf(call, "password");
    if (!password)
        return problem(password.error());
    if (auto ok = checkPasswords(call); !ok)
        return problem(ok.error());
    return done(call.signIns.prove(call.token, password->toUtf8(), call.question.address));
}

Answer changePassword(Call &call)
{
    const auto texts = textsOf(call, {"password", "newPassword"});
    if (!texts)
        return problem(texts.error());
    if (auto ok = checkPasswords(call); !ok)
        return problem(ok.error());
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
        {"POST", "/v1/sign-in", signIn},
        {"POST", "/v1/sign-in/code", redeem},
        {"POST", "/v1/sign-in/prove", SignIn, prove},
        {"PUT", "/v1/password", SignIn, changePassword},
        {"POST", "/v1/sign-out", SignIn, signOut},
        {"POST", "/v1/sign-out-everywhere", SignIn, signOutEverywhere},
    };
}

} // namespace lockbox::api
