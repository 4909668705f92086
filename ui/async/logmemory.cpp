#include "ui/async/logmemory.h"

#include "core/base/timetext.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

namespace lockbox::ui {

namespace {

QJsonObject toJson(const LogFinding &finding)
{
    return {{QStringLiteral("seq"), finding.seq},
            {QStringLiteral("request"), finding.request},
            {QStringLiteral("user"), finding.user},
            {QStringLiteral("field"), finding.field},
            {QStringLiteral("message"), finding.message}};
}

LogFinding findingOf(const QJsonObject &json)
{
    const auto text = [&](const char *name) { return json.value(QLatin1String(name)).toString(); };
    return {.seq = json.value(QStringLiteral("seq")).toInteger(),
            .request = text("request"),
            .user = text("user"),
            .field = text("field"),
            .message = text("message")};
}

} // namespace

LogMemory::LogMemory(const QString &location)
    : m_key(QStringLiteral("logs/")
            + QString::fromLatin1(
                QCryptographicHash::hash(location.toUtf8(), QCryptographicHash::Sha256)
                    .toHex()
                    .left(16)))
{}

std::optional<LogCheck> LogMemory::check() const
{
    const QJsonObject json =
        QJsonDocument::fromJson(QSettings().value(m_key).toString().toUtf8()).object();
    const auto at = parseRfc3339(json.value(QStringLiteral("at")).toString(), QStringLiteral("at"));
    if (!at)
        return std::nullopt;
    LogCheck check{.head = {.origin = json.value(QStringLiteral("origin")).toString(),
                            .size = json.value(QStringLiteral("size")).toInteger(),
                            .root = json.value(QStringLiteral("root")).toString()},
                   .at = *at,
                   .finding = {}};
    if (const QJsonValue finding = json.value(QStringLiteral("finding")); finding.isObject())
        check.finding = findingOf(finding.toObject());
    return check;
}

void LogMemory::keep(const LogCheck &check)
{
    QJsonObject json{{QStringLiteral("at"), toRfc3339(check.at)},
                     {QStringLiteral("origin"), check.head.origin},
                     {QStringLiteral("size"), check.head.size},
                     {QStringLiteral("root"), check.head.root}};
    if (check.finding)
        json.insert(QStringLiteral("finding"), toJson(*check.finding));
    QSettings().setValue(m_key,
                         QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
}

void LogMemory::forget()
{
    QSettings().remove(m_key);
}

} // namespace lockbox::ui
