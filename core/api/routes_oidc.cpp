#include "core/api/entrance.h"

namespace lockbox::api {

Result<ShownUser> shownByIdToken(const Entry &entry, const QString &idToken,
                                 const QString &nonceVerifier)
{
    if (!entry.methods.oidc)
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("this service does not take OpenID Connect"));
    const QByteArray verifier = nonceVerifier.toUtf8();
    const auto claims = entry.methods.oidc->check(idToken.toUtf8(), verifier);
    if (!claims)
        return failure(claims);
    // A signature can be written in several ways; there is one verifier for one sign-in at the issuer.
    return ShownUser{.userPrincipalName = claims->user,
                     .method = QStringLiteral("oidc"),
                     .shownAt = claims->signedInAt,
                     .proof = verifier};
}

namespace {

/// How one can sign in here, for whoever is about to.
Answer methods(Entry &entry)
{
    QJsonValue oidc;
    if (entry.methods.oidc) {
        const oidc::OidcOptions &options = entry.methods.oidc->options();
        oidc = QJsonObject{{QStringLiteral("issuer"), options.place.issuer},
                           {QStringLiteral("clientId"), options.clientId},
                           {QStringLiteral("deviceClientId"), options.deviceClientId},
                           {QStringLiteral("scope"), options.scope}};
    }
    return jsonAnswer(
        {{QStringLiteral("password"), entry.methods.password}, {QStringLiteral("oidc"), oidc}});
}

/// In all tenants that have the user, or the one that is named.
Answer signIn(Entry &entry)
{
    const auto texts = textsOf(entry, {"idToken", "nonceVerifier"}, {"tenant"});
    if (!texts)
        return problem(texts.error());
    const auto shown = shownByIdToken(entry, texts->at(0), texts->at(1));
    if (!shown)
        return problem(shown.error());
    const auto lookup = lookupOf(entry, texts->at(2), shown->userPrincipalName);
    if (!lookup)
        return problem(lookup.error());
    if (lookup->tenants.empty())
        return problem(noSuchUser(*shown));
    return enter(entry, lookup->tenants,
                 [&](SignIns &signIns) { return signIns.signIn(*shown, entry.question.address); });
}

} // namespace

std::vector<Route> oidcRoutes()
{
    return {
        {"GET", "/v1/sign-in/methods", methods},
        {"POST", "/v1/sign-in/oidc", signIn},
    };
}

} // namespace lockbox::api
