#include "ui/models/eventvalues.h"

#include "core/base/timetext.h"
#include "ui/models/eventtext.h"
#include "ui/models/noticenames.h"
#include "ui/models/requesttext.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

namespace lockbox::ui {

namespace {

/// Translations of this file's texts.
struct EventValues {
    Q_DECLARE_TR_FUNCTIONS(EventValues)
};

const QHash<QString, QString> &fieldNames()
{
    const auto key = [](const char *name) { return QString::fromLatin1(name); };
    static const QHash<QString, QString> names = {
        {key("state"), EventValues::tr("Action status")},
        {key("service"), EventValues::tr("Service name")},
        {key("reason"), EventValues::tr("Reason")},
        {key("requestor"), EventValues::tr("Requestor's account")},
        {key("duration"), EventValues::tr("Duration")},
        {key("submittedAt"), EventValues::tr("Date requested")},
        {key("authorizedBy"), EventValues::tr("Manager")},
        {key("authorizedAt"), EventValues::tr("Manager's decision")},
        {key("notifiedAt"), EventValues::tr("Approvers notified")},
        {key("expiresAt"), EventValues::tr("Expires")},
        {key("approvalRequired"), EventValues::tr("Approval required")},
        {key("decidedBy"), EventValues::tr("Decided by")},
        {key("decidedByName"), EventValues::tr("Decider's name")},
        {key("decidedRole"), EventValues::tr("Decided as")},
        {key("decidedAt"), EventValues::tr("Decided")},
        {key("comment"), EventValues::tr("Comment")},
        {key("accessStart"), EventValues::tr("Access starts")},
        {key("accessEnd"), EventValues::tr("Access ends")},
        {key("endedBy"), EventValues::tr("Ended by")},
        {key("displayName"), EventValues::tr("Display name")},
        {key("email"), EventValues::tr("E-mail")},
        {key("alternateEmail"), EventValues::tr("Alternate e-mail")},
        {key("side"), EventValues::tr("Side")},
        {key("roles"), EventValues::tr("Roles")},
        {key("requireApproval"), EventValues::tr("Require approval")},
        {key("decideWithin"), EventValues::tr("Time to decide")},
        {key("maxAccess"), EventValues::tr("Longest access")},
        {key("commentRequiredOnDeny"), EventValues::tr("Reason required to deny")},
        {key("mailHost"), EventValues::tr("Mail server")},
        {key("mailPort"), EventValues::tr("Mail server's port")},
        {key("mailSecurity"), EventValues::tr("Mail server's security")},
        {key("mailAccount"), EventValues::tr("Mail account")},
        {key("mailSender"), EventValues::tr("Sender's address")},
        {key("timeZone"), EventValues::tr("Time zone of notices")},
        {key("notices"), EventValues::tr("Optional notices")},
        {key("tenant"), EventValues::tr("Tenant ID")},
        {key("name"), EventValues::tr("Tenant")},
        {key("domain"), EventValues::tr("Domain")},
        {key("provider"), EventValues::tr("Provider")},
        {key("demo"), EventValues::tr("Demo store")},
        {key("logKey"), EventValues::tr("Log's public key")},
        {key("action"), EventValues::tr("Action")},
        {key("recipients"), EventValues::tr("Recipients")},
        {key("by"), EventValues::tr("Moved by")},
        {key("events"), EventValues::tr("Earlier events")},
    };
    return names;
}

bool isTime(const QString &key)
{
    return key.endsWith(QLatin1String("At")) || key == QLatin1String("accessStart")
           || key == QLatin1String("accessEnd");
}

bool isSpan(const QString &key)
{
    return key == QLatin1String("duration") || key == QLatin1String("decideWithin")
           || key == QLatin1String("maxAccess") || key == QLatin1String("by");
}

bool isRole(const QString &key)
{
    return key == QLatin1String("roles") || key == QLatin1String("decidedRole");
}

QString none()
{
    return EventValues::tr("none");
}

QString stringText(const QString &key, const QString &text)
{
    if (text.isEmpty())
        return key == QLatin1String("timeZone") ? EventValues::tr("UTC only") : none();
    if (isRole(key)) {
        const auto role = parseRole(text);
        return role ? roleName(*role) : text;
    }
    if (key == QLatin1String("state")) {
        const auto state = parseRequestState(text);
        return state ? stateText(*state) : text;
    }
    if (key == QLatin1String("notices")) {
        const auto kind = parseNoticeKind(text);
        return kind ? noticeName(*kind) : text;
    }
    if (key == QLatin1String("mailSecurity")) {
        const auto security = parseMailSecurity(text);
        return security ? mailSecurityName(*security) : text;
    }
    if (isTime(key)) {
        const auto time = parseRfc3339(text, key);
        return time ? EventValues::tr("%1 (%2)").arg(localSecondText(*time), utcSecondText(*time))
                    : text;
    }
    return text;
}

QString numberText(const QString &key, qint64 number)
{
    if (isSpan(key))
        return spanText(std::chrono::seconds(number));
    // A port is a name made of digits.
    return key == QLatin1String("mailPort") ? QString::number(number) : QLocale().toString(number);
}

/// Somebody who was to be notified.
QString recipientText(const QJsonObject &recipient)
{
    const QString user = recipient.value(QStringLiteral("user")).toString();
    const QString address = recipient.value(QStringLiteral("address")).toString();
    if (address.isEmpty())
        return EventValues::tr("%1: no valid address").arg(user);
    return address == user ? user : EventValues::tr("%1 at %2").arg(user, address);
}

QString listText(const QString &key, const QJsonArray &list)
{
    const bool isLong = key == QLatin1String("recipients");
    QStringList parts;
    for (const QJsonValue &value : list)
        parts.append(isLong ? recipientText(value.toObject()) : eventValueText(key, value));
    return parts.isEmpty() ? none()
                           : parts.join(isLong ? QStringLiteral("\n") : EventValues::tr(", "));
}

/// "decideLater" as "Decide later", for what a newer version of the program may write.
QString spelledOut(const QString &key)
{
    QString words;
    for (const QChar letter : key)
        words += letter.isUpper() ? QStringLiteral(" ") + letter.toLower() : QString(letter);
    return words.left(1).toUpper() + words.mid(1);
}

} // namespace

QString eventFieldName(const QString &key)
{
    const auto found = fieldNames().constFind(key);
    return found == fieldNames().constEnd() ? spelledOut(key) : *found;
}

QString eventValueText(const QString &key, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool: return value.toBool() ? EventValues::tr("On") : EventValues::tr("Off");
    case QJsonValue::Double: return numberText(key, value.toInteger());
    case QJsonValue::String: return stringText(key, value.toString());
    case QJsonValue::Array: return listText(key, value.toArray());
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Null:
    case QJsonValue::Undefined: break;
    }
    return none();
}

static QString methodText(const QString &method)
{
    if (method == QStringLiteral("password"))
        return EventValues::tr("With a password");
    if (method == QStringLiteral("code"))
        return EventValues::tr("With a one-time code");
    if (method == QStringLiteral("oidc"))
        return EventValues::tr("Through the organization's sign-in");
    if (method == QStringLiteral("client"))
        return EventValues::tr("As a system, with its secret");
    if (method == QStringLiteral("certificate"))
        return EventValues::tr("As a system, with its certificate");
    return method;
}

std::vector<EventField> eventHead(const Event &event)
{
    std::vector<EventField> fields;
    const auto add = [&fields](const QString &label, const QString &value,
                               const QString &toolTip = {}) {
        if (!value.isEmpty())
            fields.push_back({.label = label, .value = value, .toolTip = toolTip});
    };
    add(EventValues::tr("What"), eventDeed(event));
    add(EventValues::tr("When"),
        EventValues::tr("%1 (%2)").arg(localSecondText(event.at), utcSecondText(event.at)),
        localAndUtcText(event.at));
    add(EventValues::tr("Who"), eventActor(event));
    add(EventValues::tr("Role at that moment"), eventRole(event));
    add(EventValues::tr("Signed in"), methodText(event.method));
    add(EventValues::tr("From address"), event.address);
    add(EventValues::tr("Reference number"), event.reference);
    if (!event.request.isNull())
        add(EventValues::tr("Request ID"), event.request.toString());
    add(EventValues::tr("User concerned"), event.user);
    add(EventValues::tr("Kind"), toSlug(event.kind));
    return fields;
}

std::vector<EventField> eventChanges(const Event &event)
{
    QStringList keys = event.after.keys();
    for (const QString &key : event.before.keys()) {
        if (!keys.contains(key))
            keys.append(key);
    }
    std::vector<EventField> fields;
    for (const QString &key : std::as_const(keys))
        fields.push_back({.label = eventFieldName(key),
                          .value = eventValueText(key, event.after.value(key)),
                          .before = eventValueText(key, event.before.value(key)),
                          .isChange = true,
                          .toolTip = {}});
    return fields;
}

std::vector<EventField> eventDetails(const Event &event)
{
    std::vector<EventField> fields;
    for (auto it = event.details.begin(); it != event.details.end(); ++it)
        fields.push_back({.label = eventFieldName(it.key()),
                          .value = eventValueText(it.key(), it.value()),
                          .before = {},
                          .toolTip = {}});
    return fields;
}

} // namespace lockbox::ui
