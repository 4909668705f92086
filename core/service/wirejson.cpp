#include "core/service/wirejson.h"

#include "core/base/timetext.h"

#include <QJsonArray>

namespace lockbox::wire {

static QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

static QJsonValue orNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toRfc3339(*time)) : QJsonValue();
}

static void insertDecision(QJsonObject &json, const std::optional<Decision> &decision)
{
    const QJsonValue null;
    json.insert(QStringLiteral("decidedAt"), decision ? QJsonValue(toRfc3339(decision->at)) : null);
    json.insert(QStringLiteral("decidedBy"), decision ? QJsonValue(decision->by) : null);
    json.insert(QStringLiteral("decidedByName"), decision ? orNull(decision->byName) : null);
    json.insert(QStringLiteral("decidedRole"),
                decision ? QJsonValue(toSlug(decision->role)) : null);
    json.insert(QStringLiteral("comment"), decision ? orNull(decision->comment) : null);
}

static void insertAccess(QJsonObject &json, const std::optional<AccessWindow> &access)
{
    const QJsonValue null;
    json.insert(QStringLiteral("accessStart"),
                access ? QJsonValue(toRfc3339(access->start)) : null);
    json.insert(QStringLiteral("accessEnd"), access ? QJsonValue(toRfc3339(access->end)) : null);
    json.insert(QStringLiteral("endedBy"), access ? orNull(access->endedBy) : null);
}

QJsonObject toJson(const AccessRequest &request, const Tenant &tenant)
{
    const auto &authorization = request.authorization;
    QJsonObject json{
        {QStringLiteral("id"), request.id.toString()},
        {QStringLiteral("reference"), request.reference},
        {QStringLiteral("tenant"), tenant.name},
        {QStringLiteral("tenantId"), tenant.id.toString()},
        {QStringLiteral("service"), request.service},
        {QStringLiteral("reason"), request.reason},
        {QStringLiteral("requestor"), request.requestor},
        {QStringLiteral("requestorName"), requestorName(tenant)},
        {QStringLiteral("state"), toSlug(request.state)},
        {QStringLiteral("duration"), static_cast<qint64>(request.duration.count())},
        {QStringLiteral("submittedAt"), toRfc3339(request.submittedAt)},
        {QStringLiteral("authorizedAt"),
         authorization ? QJsonValue(toRfc3339(authorization->at)) : QJsonValue()},
        {QStringLiteral("authorizedBy"),
         authorization ? QJsonValue(authorization->by) : QJsonValue()},
        {QStringLiteral("notifiedAt"), orNull(request.notifiedAt)},
        {QStringLiteral("expiresAt"), orNull(request.expiresAt)},
        {QStringLiteral("approvalRequired"), request.approvalRequired},
    };
    insertDecision(json, request.decision);
    insertAccess(json, request.access);
    return json;
}

QJsonObject toJson(const User &user)
{
    QJsonArray roles;
    for (Role role : user.roles.toVector()) {
        roles.append(QJsonObject{
            {QStringLiteral("id"), orNull(QString::fromLatin1(roleInfo(role).templateId))},
            {QStringLiteral("slug"), toSlug(role)},
            {QStringLiteral("name"), displayName(role)},
        });
    }
    return {
        {QStringLiteral("userPrincipalName"), user.userPrincipalName},
        {QStringLiteral("displayName"), user.displayName},
        {QStringLiteral("email"), orNull(user.email)},
        {QStringLiteral("alternateEmail"), orNull(user.alternateEmail)},
        {QStringLiteral("side"), toSlug(user.side)},
        {QStringLiteral("roles"), roles},
    };
}

QJsonObject toJson(const Policy &policy)
{
    return {
        {QStringLiteral("requireApproval"), policy.requireApproval},
        {QStringLiteral("decideWithin"), static_cast<qint64>(policy.decideWithin.count())},
        {QStringLiteral("maxAccess"), static_cast<qint64>(policy.maxAccess.count())},
        {QStringLiteral("commentRequiredOnDeny"), policy.commentRequiredOnDeny},
    };
}

QJsonObject toJson(const Error &error)
{
    return {{QStringLiteral("error"),
             QJsonObject{
                 {QStringLiteral("code"), toSlug(error.code)},
                 {QStringLiteral("message"), error.message},
                 {QStringLiteral("field"), orNull(error.field)},
                 {QStringLiteral("state"), orNull(error.state)},
                 {QStringLiteral("decidedBy"), orNull(error.decidedBy)},
                 {QStringLiteral("decidedAt"), orNull(error.decidedAt)},
                 {QStringLiteral("candidates"), QJsonArray::fromStringList(error.candidates)},
             }}};
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
