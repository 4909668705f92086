#include "core/evidence/eventtext.h"

#include "core/base/timetext.h"
#include "core/evidence/html.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace lockbox::evidence {

namespace {

QString stringIn(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

QString durationIn(const QJsonValue &value)
{
    return toDurationText(std::chrono::seconds(value.toInteger()));
}

QString valueText(const QString &field, const QJsonValue &value)
{
    if (field == QLatin1String("decideWithin") || field == QLatin1String("maxAccess"))
        return durationIn(value);
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue &part : value.toArray())
            parts.append(valueText({}, part));
        return parts.isEmpty() ? QStringLiteral("none") : parts.join(QStringLiteral(", "));
    }
    if (value.isBool())
        return value.toBool() ? QStringLiteral("on") : QStringLiteral("off");
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    const QString text = value.toString();
    return text.isEmpty() ? QStringLiteral("none") : text;
}

/// The console's name of a mail server's setting. Other fields keep their name in the event: reports that were handed out hold it,
/// and are checked letter by letter.
QString fieldName(const QString &field)
{
    static const QHash<QString, QString> names = {
        {QStringLiteral("mailHost"), QStringLiteral("Mail server")},
        {QStringLiteral("mailPort"), QStringLiteral("Mail server's port")},
        {QStringLiteral("mailSecurity"), QStringLiteral("Mail server's security")},
        {QStringLiteral("mailAccount"), QStringLiteral("Mail account")},
        {QStringLiteral("mailSender"), QStringLiteral("Sender's address")},
        {QStringLiteral("timeZone"), QStringLiteral("Time zone of notices")},
        {QStringLiteral("notices"), QStringLiteral("Optional notices")},
    };
    return names.value(field, field);
}

/// Each field with what it was and is; only what it is where nothing was before.
void addChanges(const Event &event, std::vector<Detail> &details)
{
    for (auto it = event.after.begin(); it != event.after.end(); ++it) {
        const QString now = valueText(it.key(), it.value());
        const QString text = event.before.contains(it.key()) ? QStringLiteral("%1 → %2").arg(
                                 valueText(it.key(), event.before.value(it.key())), now)
                                                             : now;
        details.push_back({fieldName(it.key()), text});
    }
}

void addRecipients(const Event &event, std::vector<Detail> &details)
{
    QStringList reached;
    QStringList missed;
    for (const QJsonValue &value : event.details.value(QStringLiteral("recipients")).toArray()) {
        const QString user = value[QStringLiteral("user")].toString();
        const QString address = value[QStringLiteral("address")].toString();
        if (address.isEmpty())
            missed.append(user);
        else
            reached.append(address == user ? user : QStringLiteral("%1 <%2>").arg(user, address));
    }
    details.push_back({QStringLiteral("Told"), reached.isEmpty()
                                                   ? QStringLiteral("nobody could be reached")
                                                   : reached.join(QStringLiteral(", "))});
    if (!missed.isEmpty())
        details.push_back(
            {QStringLiteral("No address that works"), missed.join(QStringLiteral(", "))});
    details.push_back(
        {QStringLiteral("Decide until"), timeIn(event.after.value(QStringLiteral("expiresAt")))});
}

void addFiling(const Event &event, std::vector<Detail> &details)
{
    details.push_back({QStringLiteral("Service name"), stringIn(event.after, "service")});
    details.push_back({QStringLiteral("Reason"), stringIn(event.after, "reason")});
    details.push_back(
        {QStringLiteral("Duration"), durationIn(event.after.value(QStringLiteral("duration")))});
}

void addWindow(const Event &event, std::vector<Detail> &details)
{
    details.push_back({QStringLiteral("Access"),
                       QStringLiteral("from %1 until %2")
                           .arg(timeIn(event.after.value(QStringLiteral("accessStart"))),
                                timeIn(event.after.value(QStringLiteral("accessEnd"))))});
}

/// What has no words of its own, under its name in the event.
void addOthers(const Event &event, std::vector<Detail> &details)
{
    static const QStringList told = {QStringLiteral("comment"), QStringLiteral("action"),
                                     QStringLiteral("recipients"), QStringLiteral("events")};
    for (auto it = event.details.begin(); it != event.details.end(); ++it) {
        if (!told.contains(it.key()))
            details.push_back({it.key(), valueText(it.key(), it.value())});
    }
}

QString methodName(const QString &method)
{
    static const QHash<QString, QString> names = {
        {QStringLiteral("password"), QStringLiteral("with a password")},
        {QStringLiteral("code"), QStringLiteral("with a one-time code")},
        {QStringLiteral("oidc"), QStringLiteral("through the organization's sign-in")},
        {QStringLiteral("client"), QStringLiteral("as a system, with its secret")},
        {QStringLiteral("certificate"), QStringLiteral("as a system, with its certificate")},
    };
    return names.value(method, method);
}

std::vector<Detail> detailsOf(const Event &event)
{
    std::vector<Detail> details;
    switch (event.kind) {
    case EventKind::TenantCreated:
    case EventKind::UserAdded:
    case EventKind::UserRolesChanged:
    case EventKind::UserEmailChanged:
    case EventKind::SettingChanged:
    case EventKind::NoticeSuppressed:
    case EventKind::ClockAdvanced: addChanges(event, details); break;
    case EventKind::RequestSubmitted: addFiling(event, details); break;
    case EventKind::RequestNotified: addRecipients(event, details); break;
    case EventKind::RequestApproved: addWindow(event, details); break;
    case EventKind::AccessRecorded:
        details.push_back({QStringLiteral("Done"), stringIn(event.details, "action")});
        break;
    default: break;
    }
    if (const QString comment = stringIn(event.details, "comment"); !comment.isEmpty())
        details.push_back({QStringLiteral("Comment"), comment});
    addOthers(event, details);
    if (!event.method.isEmpty())
        details.push_back(
            {QStringLiteral("Signed in"),
             QStringLiteral("%1, from %2").arg(methodName(event.method), event.address)});
    return details;
}

QString whatOf(const Event &event)
{
    switch (event.kind) {
    case EventKind::TenantCreated: return QStringLiteral("Store made");
    case EventKind::UserAdded: return QStringLiteral("Added user ") + event.user;
    case EventKind::UserRolesChanged: return QStringLiteral("Changed the roles of ") + event.user;
    case EventKind::UserEmailChanged: return QStringLiteral("Changed the address of ") + event.user;
    case EventKind::SettingChanged: return QStringLiteral("Changed settings");
    case EventKind::RequestSubmitted: return QStringLiteral("Filed the request");
    case EventKind::RequestAuthorized: return QStringLiteral("Approved it for the provider");
    case EventKind::RequestRejected: return QStringLiteral("Rejected it for the provider");
    case EventKind::RequestNotified: return QStringLiteral("The customer's approvers were told");
    case EventKind::RequestApproved:
        return event.after.value(QStringLiteral("approvalRequired")) == QJsonValue(false)
                   ? QStringLiteral("Access given; the customer required no approval")
                   : QStringLiteral("Approved the request");
    case EventKind::RequestDenied: return QStringLiteral("Denied the request");
    case EventKind::RequestCanceled: return QStringLiteral("Canceled the request");
    case EventKind::RequestExpired:
        return QStringLiteral("Expired: nobody had decided by the deadline");
    case EventKind::AccessRecorded: return QStringLiteral("Recorded what was done");
    case EventKind::AccessRevoked: return QStringLiteral("Revoked access");
    case EventKind::AccessCompleted:
        return event.actor.isEmpty() ? QStringLiteral("Access ended: its time was over")
                                     : QStringLiteral("Closed the work; access ended");
    case EventKind::ClockAdvanced: return QStringLiteral("Moved the demo's clock");
    case EventKind::NoticeSuppressed:
        return QStringLiteral("Kept a notice from %1").arg(event.user);
    case EventKind::LogStarted: break;
    }
    return QStringLiteral("Log started; the %1 events before became its first leaves")
        .arg(event.details.value(QStringLiteral("events")).toInteger());
}

} // namespace

QString timeIn(const QJsonValue &value)
{
    const auto time = parseRfc3339(value.toString(), {});
    return time ? timeText(*time) : value.toString();
}

QString roleText(const QString &slug)
{
    const auto role = parseRole(slug);
    return role ? displayName(*role) : slug;
}

EventText textOf(const Event &event)
{
    const bool isOfTheStore = event.kind == EventKind::TenantCreated
                              || event.kind == EventKind::UserAdded
                              || event.kind == EventKind::LogStarted;
    QString who = event.actor;
    if (who.isEmpty())
        who = isOfTheStore ? QStringLiteral("the program") : QStringLiteral("the clock");
    return {.who = who,
            .role = event.actorRole ? displayName(*event.actorRole) : QString(),
            .what = whatOf(event),
            .details = detailsOf(event)};
}

QString countName(EventKind kind)
{
    switch (kind) {
    case EventKind::TenantCreated: return QStringLiteral("Store made");
    case EventKind::UserAdded: return QStringLiteral("Users added");
    case EventKind::UserRolesChanged: return QStringLiteral("Roles changed");
    case EventKind::UserEmailChanged: return QStringLiteral("Addresses changed");
    case EventKind::SettingChanged: return QStringLiteral("Settings changed");
    case EventKind::RequestSubmitted: return QStringLiteral("Requests filed");
    case EventKind::RequestAuthorized: return QStringLiteral("Requests approved for the provider");
    case EventKind::RequestRejected: return QStringLiteral("Requests rejected for the provider");
    case EventKind::RequestNotified: return QStringLiteral("Approvers told");
    case EventKind::RequestApproved: return QStringLiteral("Requests approved, access given");
    case EventKind::RequestDenied: return QStringLiteral("Requests denied");
    case EventKind::RequestCanceled: return QStringLiteral("Requests canceled");
    case EventKind::RequestExpired: return QStringLiteral("Requests expired");
    case EventKind::AccessRecorded: return QStringLiteral("Actions recorded");
    case EventKind::AccessRevoked: return QStringLiteral("Access revoked");
    case EventKind::AccessCompleted: return QStringLiteral("Access ended");
    case EventKind::ClockAdvanced: return QStringLiteral("Demo clock moved");
    case EventKind::NoticeSuppressed: return QStringLiteral("Notices suppressed");
    case EventKind::LogStarted: break;
    }
    return QStringLiteral("Log started");
}

} // namespace lockbox::evidence
