#include "core/service/wirejson.h"

#include "core/wire/codec.h"

#include <QJsonArray>

namespace lockbox::wire {

static QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject toJson(const AccessRequest &request, const Tenant &tenant)
{
    return toJson<AccessRequest>(request, tenant);
}

QJsonObject toJson(const User &user)
{
    return toJson<User>(user);
}

QJsonObject toJson(const Policy &policy)
{
    return toJson<Policy>(policy);
}

QJsonObject toJson(const Error &error)
{
    return {{QStringLiteral("error"), toJson<Error>(error)}};
}

QJsonObject toList(const QJsonArray &values, const QString &next)
{
    return {{QStringLiteral("value"), values}, {QStringLiteral("next"), orNull(next)}};
}

QString requestorName(const Tenant &tenant)
{
    return QStringLiteral("%1 Engineer").arg(tenant.provider);
}

} // namespace lockbox::wire
