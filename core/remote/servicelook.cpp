#include "core/remote/servicelook.h"

#include "core/service/lockboxservice.h"
#include "core/wire/codec.h"

#include <QJsonDocument>

namespace lockbox {

static Failure notOurs(const HttpClient &client, const QString &what)
{
    return failure(ErrorCode::Unreachable, what.arg(client.options().url.authority()));
}

Result<ServiceLook> lookAtService(const RemoteOptions &options)
{
    RemoteOptions anonymous = options;
    anonymous.token.clear();
    HttpClient client(anonymous);
    const auto answer = client.ask({.path = QStringLiteral("/v1/info")});
    if (!answer)
        return failure(answer);
    const QJsonObject json = QJsonDocument::fromJson(answer->body).object();
    const bool isProblem = answer->contentType == "application/problem+json";
    if (isProblem && answer->status == 404)
        return notOurs(client, QStringLiteral("%1 is a service of another version than this "
                                              "program, which speaks version 1"));
    if (isProblem && answer->status == 401)
        return ServiceLook{}; // whose it is depends on who asks
    if (isProblem && !json.value(QStringLiteral("detail")).toString().isEmpty())
        return failure(ErrorCode::Unreachable,
                       QStringLiteral("%1 can't serve at the moment: %2")
                           .arg(client.options().url.authority(),
                                json.value(QStringLiteral("detail")).toString().left(400)));
    if (answer->status != 200 || answer->contentType != "application/json"
        || !json.contains(QStringLiteral("tenant")))
        return notOurs(client,
                       QStringLiteral("%1 answers, but is no Customer Lockbox service (status %2)")
                           .arg(QStringLiteral("%1"), QString::number(answer->status)));
    const auto info = wire::fromJson<StoreInfo>(json);
    if (!info)
        return notOurs(client, QStringLiteral("%1 is a service of another version than this "
                                              "program: what it says of itself can't be read"));
    return ServiceLook{.tenant = info->tenant.name};
}

} // namespace lockbox
