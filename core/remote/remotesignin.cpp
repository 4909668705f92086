#include "core/remote/remotesignin.h"

#include "core/base/timetext.h"
#include "core/remote/remotecall.h"
#include "core/wire/codec.h"

namespace lockbox {

static Result<RemoteSignIn> signedIn(const RemoteOptions &options, const QString &path,
                                     const QJsonObject &body)
{
    RemoteOptions anonymous = options;
    anonymous.token.clear();
    HttpClient client(anonymous);
    const auto json = askForJson(client, jsonQuestion("POST", path, body));
    if (!json)
        return failure(json);
    const auto account = wire::fromJson<User>(json->value(QStringLiteral("account")).toObject());
    const auto expires = parseRfc3339(json->value(QStringLiteral("expiresAt")).toString(),
                                      QStringLiteral("expiresAt"));
    if (!account)
        return failure(account);
    if (!expires)
        return failure(expires);
    return RemoteSignIn{.token = json->value(QStringLiteral("token")).toString().toLatin1(),
                        .account = *account,
                        .expiresAt = *expires};
}

static Result<void> done(const RemoteOptions &options, const HttpQuestion &question)
{
    HttpClient client(options);
    const auto answer = askService(client, question);
    return answer ? Result<void>() : failure(answer);
}

Result<RemoteSignIn> signInToService(const RemoteOptions &options, const QString &userPrincipalName,
                                     const QByteArray &password)
{
    return signedIn(options, QStringLiteral("/v1/sign-in"),
                    {{QStringLiteral("userPrincipalName"), userPrincipalName},
                     {QStringLiteral("password"), QString::fromUtf8(password)}});
}

Result<RemoteSignIn> redeemCode(const RemoteOptions &options, const QString &code,
                                const QByteArray &newPassword)
{
    return signedIn(options, QStringLiteral("/v1/sign-in/code"),
                    {{QStringLiteral("code"), code},
                     {QStringLiteral("newPassword"), QString::fromUtf8(newPassword)}});
}

Result<void> proveToService(const RemoteOptions &options, const QByteArray &password)
{
    return done(options, jsonQuestion("POST", QStringLiteral("/v1/sign-in/prove"),
                                      {{QStringLiteral("password"), QString::fromUtf8(password)}}));
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
    return done(options, jsonQuestion("POST",
                                      everywhere ? QStringLiteral("/v1/sign-out-everywhere")
                                                 : QStringLiteral("/v1/sign-out"),
                                      {}));
}

} // namespace lockbox
