#include "core/evidence/manifest.h"

#include "core/audit/canonicaljson.h"
#include "core/base/timetext.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace lockbox::evidence {

namespace {

const char *const about =
    "Says what this folder is about. Nothing in this file is signed: what proves are events.jsonl, "
    "proofs, checkpoint and a key that you know. See VERIFY.md.";

QJsonObject toJson(const EvidenceScope &scope)
{
    const auto orNull = [](const std::optional<Timestamp> &time) {
        return time ? QJsonValue(toRfc3339(*time)) : QJsonValue();
    };
    if (scope.request)
        return {{QStringLiteral("request"), *scope.request}};
    return {{QStringLiteral("from"), orNull(scope.from)},
            {QStringLiteral("until"), orNull(scope.until)}};
}

/// Nothing where it is no time.
std::optional<Timestamp> timeOf(const QJsonValue &value)
{
    const auto time = parseRfc3339(value.toString(), {});
    return time ? std::optional(*time) : std::nullopt;
}

EvidenceScope scopeOf(const QJsonObject &json)
{
    EvidenceScope scope;
    if (json.contains(QStringLiteral("request")))
        scope.request =
            RequestId::fromString(json.value(QStringLiteral("request")).toString()).toString();
    scope.from = timeOf(json.value(QStringLiteral("from")));
    scope.until = timeOf(json.value(QStringLiteral("until")));
    return scope;
}

Tenant tenantOf(const QJsonObject &json)
{
    const auto text = [&](const char *name) { return json.value(QLatin1String(name)).toString(); };
    return {.id = TenantId::fromString(text("id")),
            .name = text("name"),
            .domain = text("domain"),
            .provider = text("provider")};
}

Failure broken(const QString &why)
{
    return failure(ErrorCode::LogBroken, why);
}

} // namespace

QString originOf(const Tenant &tenant)
{
    return QStringLiteral("lockbox/") + tenant.id.toString();
}

QByteArray Manifest::toBytes() const
{
    const QJsonObject json{
        {QStringLiteral("about"), QLatin1String(about)},
        {QStringLiteral("format"), format},
        {QStringLiteral("tenant"), QJsonObject{{QStringLiteral("id"), tenant.id.toString()},
                                               {QStringLiteral("name"), tenant.name},
                                               {QStringLiteral("domain"), tenant.domain},
                                               {QStringLiteral("provider"), tenant.provider}}},
        {QStringLiteral("origin"), origin},
        {QStringLiteral("scope"), toJson(scope)},
        {QStringLiteral("exportedBy"), exportedBy},
        {QStringLiteral("exportedAt"), toRfc3339(exportedAt)},
        {QStringLiteral("checkpointSize"), logSize},
        {QStringLiteral("events"), QJsonObject{{QStringLiteral("count"), events},
                                               {QStringLiteral("first"), first},
                                               {QStringLiteral("last"), last}}},
        {QStringLiteral("notCovered"), notCovered},
    };
    return QJsonDocument(json).toJson(QJsonDocument::Indented);
}

Result<Manifest> Manifest::parse(const QByteArray &bytes)
{
    QJsonParseError error;
    const QJsonObject json = parseJson(bytes, &error).object();
    if (error.error != QJsonParseError::NoError)
        return broken(QStringLiteral("is no JSON: %1").arg(error.errorString()));
    const qint64 formatOfIt = json.value(QStringLiteral("format")).toInteger();
    if (formatOfIt > format)
        return failure(ErrorCode::NotSupported,
                       QStringLiteral("the folder is of format %1, which a newer version of this "
                                      "program has made; this one knows format %2")
                           .arg(formatOfIt)
                           .arg(format));
    const QJsonObject events = json.value(QStringLiteral("events")).toObject();
    const Manifest manifest{
        .tenant = tenantOf(json.value(QStringLiteral("tenant")).toObject()),
        .origin = json.value(QStringLiteral("origin")).toString(),
        .scope = scopeOf(json.value(QStringLiteral("scope")).toObject()),
        .exportedBy = json.value(QStringLiteral("exportedBy")).toString(),
        .exportedAt = timeOf(json.value(QStringLiteral("exportedAt"))).value_or(Timestamp()),
        .logSize = json.value(QStringLiteral("checkpointSize")).toInteger(),
        .events = events.value(QStringLiteral("count")).toInteger(),
        .first = events.value(QStringLiteral("first")).toInteger(),
        .last = events.value(QStringLiteral("last")).toInteger(),
        .notCovered = json.value(QStringLiteral("notCovered")).toInteger()};
    if (manifest.toBytes() != bytes)
        return broken(QStringLiteral("is not in the form in which this program writes it"));
    if (manifest.origin != originOf(manifest.tenant))
        return broken(QStringLiteral("names the log %1, which is not the one of its tenant %2")
                          .arg(manifest.origin, manifest.tenant.id.toString()));
    return manifest;
}

} // namespace lockbox::evidence
