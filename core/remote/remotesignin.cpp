#include "core/remote/remotesignin.h"

#include "core/base/timetext.h"
#include "core/remote/remotecall.h"
#include "core/wire/codec.h"

#include <QJsonArray>

namespace lockbox {

static Result<RemoteSignIn> signInOf(const QJsonObject &json)
{
    const auto account = wire::fromJson<User>(json.value(QStringLiteral("account")).toObject());
    const auto tenant = wire::fromJson<Tenant>(json.value(QStringLiteral("tenant")).toObject());
    const auto expires = parseRfc3339(json.value(QStringLiteral("expiresAt")).toString(),
                                      QStringLiteral("expiresAt"));
    if (!account)
        return failure(account);
    if (!tenant)
        return failure(tenant);
    if (!expires)
        return failure(expires);
    return RemoteSignIn{.token = json.value(QStringLiteral("token")).toString().toLatin1(),
                        .account = *account,
                        .tenant = *tenant,
                        .expiresAt = *expires,
                        .others = {}};
}

/// `tenant` may be empty.
static Result<RemoteSignIn> signedIn(const RemoteOptions &options, const QString &path,
                                     QJsonObject body, const QString &tenant)
{
    if (!tenant.isEmpty())
        body.insert(QStringLiteral("tenant"), tenant);
    RemoteOptions anonymous = options;
    anonymous.token.clear();
    HttpClient client(anonymous);
    const auto json = askForJson(client, jsonQuestion("POST", path, body));
    if (!json)
        return failure(json);
    auto signIn = signInOf(*json);
    if (!signIn)
        return signIn;
    for (const QJsonValue &other : json->value(QStringLiteral("others")).toArray()) {
        auto further = signInOf(other.toObject());
        if (!further)
            return further;
        signIn->others.push_back(std::move(*further));
    }
    return signIn;
}

static Result<void> done(const RemoteOptions &options, const HttpQuestion &question)
{
    HttpClient client(options);
    const auto answer = askService(client, question);
    return answer ? Result<void>() : failure(answer);
}

Result<RemoteSignIn> signInToService(const RemoteOptions &options, const QString &userPrincipalName,
                                     const QByteArray &password, const QString &tenant)
{
    return signedIn(options, QStringLiteral("/v1/sign-in"),
                    {{QStringLiteral("userPrincipalName"), userPrincipalName},
                     {QStringLiteral("password"), QString::fromUtf8(password)}},
                    tenant);
}

static QJsonObject toJson(const IdTokenProof &proof)
{
    return {{QStringLiteral("idToken"), QString::fromLatin1(proof.idToken)},
            {QStringLiteral("nonceVerifier"), QString::fromLatin1(proof.nonceVerifier)}};
}

Result<RemoteSignIn> signInToService(const RemoteOptions &options, const IdTokenProof &proof,
                                     const QString &tenant)
{
    return signedIn(options, QStringLiteral("/v1/sign-in/oidc"), toJson(proof), tenant);
}

Result<SignInWays> waysToSignIn(const RemoteOptions &options)
{
    RemoteOptions anonymous = options;
    anonymous.token.clear();
    HttpClient client(anonymous);
    const auto json = askForJson(client, {.path = QStringLiteral("/v1/sign-in/methods")});
    if (!json && json.error().code == ErrorCode::NotFound)
        return SignInWays();
    if (!json)
        return failure(json);
    SignInWays ways{.password = json->value(QStringLiteral("password")).toBool(true), .oidc = {}};
    const QJsonObject oidc = json->value(QStringLiteral("oidc")).toObject();
    if (!oidc.isEmpty())
        ways.oidc =
            OidcMethod{.issuer = oidc.value(QStringLiteral("issuer")).toString(),
                       .clientId = oidc.value(QStringLiteral("clientId")).toString(),
                       .deviceClientId = oidc.value(QStringLiteral("deviceClientId")).toString(),
                       .scope = oidc.value(QStringLiteral("scope")).toString()};
    return ways;
}

Result<RemoteSignIn> redeemCode(const RemoteOptions &options, const QString &code,
                                const QByteArray &newPassword, const QString &tenant)
{
    return signedIn(options, QStringLiteral("/v1/sign-in/code"),
                    {{QStringLiteral("code"), code},
                     {QStringLiteral("newPassword"), QString::fromUtf8(newPassword)}},
                    tenant);
}

Result<void> proveToService(const RemoteOptions &options, const SignInProof &proof)
{
    const auto *password = std::get_if<QByteArray>(&proof);
    const QJsonObject body =
        password ? QJsonObject{{QStringLiteral("password"), QString::fromUtf8(*password)}}
                 : toJson(std::get<IdTokenProof>(proof));
    return done(options, jsonQuestion("POST", QStringLiteral("/v1/sign-in/prove"), body));
}

Result<void> changePassword(const RemoteOptions &options, const QByteArray &password,
                            const QByteArray &newPassword)
{
    return done(options,
                jsonQuestion("PUT", QStringLiteral("/v1/password"),
                             {{QStringLiteral("password"), QString::fromUtf8(password)},
                              {QStringLiteral("newPassword"), QString::fromUtf8(newPassword)}}));
}

Result<void> signOutOfService(const RemoteOptions &options, bool everywhere)
{
    return done(options, {.method = "POST",
                          .path = everywhere ? QStringLiteral("/v1/sign-out-everywhere")
                                             : QStringLiteral("/v1/sign-out")});
}

} // namespace lockbox
