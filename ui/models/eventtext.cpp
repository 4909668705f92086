#include "ui/models/eventtext.h"

#include "core/base/timetext.h"
#include "ui/models/eventvalues.h"
#include "ui/widgets/statetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>

namespace lockbox::ui {

namespace {

/// Translations of what is said about events.
struct EventText {
    Q_DECLARE_TR_FUNCTIONS(EventText)
};

QString text(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

QDateTime utc(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
}

/// "4 h", between two of the event's times; empty where one is missing.
QString span(const Event &event, const char *from, const char *to)
{
    const auto start = parseRfc3339(text(event.after, from), {});
    const auto end = parseRfc3339(text(event.after, to), {});
    if (!start || !end)
        return {};
    return spanText(std::chrono::duration_cast<std::chrono::seconds>(*end - *start));
}

QString approved(const Event &event)
{
    const QString window = span(event, "accessStart", "accessEnd");
    if (event.after.value(QStringLiteral("approvalRequired")) == QJsonValue(false))
        return EventText::tr("Opened access for %1, approval was not required").arg(window);
    return EventText::tr("Approved access for %1").arg(window);
}

QString filed(const Event &event)
{
    const auto duration =
        std::chrono::seconds(event.after.value(QStringLiteral("duration")).toInteger());
    return EventText::tr("Filed a request for %1 of access to %2")
        .arg(spanText(duration), text(event.after, "service"));
}

QString notified(const Event &event)
{
    const QJsonArray all = event.details.value(QStringLiteral("recipients")).toArray();
    int reached = 0;
    for (const QJsonValue &one : all)
        reached += one[QStringLiteral("address")].isString() ? 1 : 0;
    const int missed = static_cast<int>(all.size()) - reached;
    if (reached == 0)
        return EventText::tr("Nobody could be notified");
    const QString told = reached == 1 ? EventText::tr("Notified 1 approver")
                                      : EventText::tr("Notified %1 approvers").arg(reached);
    return missed == 0 ? told : EventText::tr("%1, %2 could not be reached").arg(told).arg(missed);
}

QString rolesChanged(const Event &event)
{
    const auto roles = [](const QJsonObject &json) {
        return eventValueText(QStringLiteral("roles"), json.value(QStringLiteral("roles")));
    };
    return EventText::tr("Changed the roles of %1 from %2 to %3")
        .arg(event.user, roles(event.before), roles(event.after));
}

/// What changed in words, one after the other: "Require approval: Off → On".
QString changes(const Event &event)
{
    QStringList parts;
    for (auto it = event.after.begin(); it != event.after.end(); ++it)
        parts.append(EventText::tr("%1: %2 → %3")
                         .arg(eventFieldName(it.key()),
                              eventValueText(it.key(), event.before.value(it.key())),
                              eventValueText(it.key(), it.value())));
    return parts.join(EventText::tr(", "));
}

QString added(const Event &event)
{
    return event.actor.isEmpty() ? EventText::tr("Added the user %1 with the store").arg(event.user)
                                 : EventText::tr("Added the user %1").arg(event.user);
}

QString started(const Event &event)
{
    return EventText::tr("Started the log; the %1 events before this one were hashed then")
        .arg(QLocale().toString(event.details.value(QStringLiteral("events")).toInteger()));
}

QString userOrStoreDeed(const Event &event)
{
    switch (event.kind) {
    case EventKind::TenantCreated:
        return EventText::tr("Made the store for %1").arg(text(event.after, "name"));
    case EventKind::UserAdded: return added(event);
    case EventKind::UserRolesChanged: return rolesChanged(event);
    case EventKind::UserEmailChanged:
        return EventText::tr("Changed the e-mail address of %1: %2")
            .arg(event.user, changes(event));
    case EventKind::SettingChanged: return EventText::tr("Changed %1").arg(changes(event));
    case EventKind::ClockAdvanced:
        return EventText::tr("Moved the demo clock forward by %1")
            .arg(eventValueText(QStringLiteral("by"), event.details.value(QStringLiteral("by"))));
    case EventKind::NoticeSuppressed: return EventText::tr("Kept a notice from %1").arg(event.user);
    case EventKind::LogStarted: return started(event);
    default: return eventName(event.kind);
    }
}

QString requestDeed(const Event &event)
{
    switch (event.kind) {
    case EventKind::RequestSubmitted: return filed(event);
    case EventKind::RequestAuthorized: return EventText::tr("Approved the request as manager");
    case EventKind::RequestRejected: return EventText::tr("Rejected the request as manager");
    case EventKind::RequestNotified: return notified(event);
    case EventKind::RequestApproved: return approved(event);
    case EventKind::RequestDenied: return EventText::tr("Denied access");
    case EventKind::RequestCanceled: return EventText::tr("Canceled the request");
    case EventKind::RequestExpired:
        return EventText::tr("Request expired, nobody had decided in time");
    case EventKind::AccessRecorded:
        return EventText::tr("Recorded: %1").arg(text(event.details, "action"));
    case EventKind::AccessRevoked: return EventText::tr("Revoked access");
    case EventKind::AccessCompleted:
        return event.actor.isEmpty() ? EventText::tr("Access ended, the window was over")
                                     : EventText::tr("Closed the work, access ended");
    default: return userOrStoreDeed(event);
    }
}

} // namespace

QString eventName(EventKind kind)
{
    switch (kind) {
    case EventKind::TenantCreated: return EventText::tr("Store made");
    case EventKind::UserAdded: return EventText::tr("User added");
    case EventKind::UserRolesChanged: return EventText::tr("Roles changed");
    case EventKind::UserEmailChanged: return EventText::tr("E-mail address changed");
    case EventKind::SettingChanged: return EventText::tr("Setting changed");
    case EventKind::RequestSubmitted: return EventText::tr("Request filed");
    case EventKind::RequestAuthorized: return EventText::tr("Approved by the manager");
    case EventKind::RequestRejected: return EventText::tr("Rejected by the manager");
    case EventKind::RequestNotified: return EventText::tr("Approvers notified");
    case EventKind::RequestApproved: return EventText::tr("Access approved");
    case EventKind::RequestDenied: return EventText::tr("Access denied");
    case EventKind::RequestCanceled: return EventText::tr("Request canceled");
    case EventKind::RequestExpired: return EventText::tr("Request expired");
    case EventKind::AccessRecorded: return EventText::tr("Action recorded");
    case EventKind::AccessRevoked: return EventText::tr("Access revoked");
    case EventKind::NoticeSuppressed: return EventText::tr("Notice suppressed");
    case EventKind::AccessCompleted: return EventText::tr("Access ended");
    case EventKind::ClockAdvanced: return EventText::tr("Clock moved");
    case EventKind::LogStarted: break;
    }
    return EventText::tr("Log started");
}

QString eventDeed(const Event &event)
{
    const QString deed = requestDeed(event).simplified();
    const QString comment = text(event.details, "comment").simplified();
    return comment.isEmpty() ? deed : EventText::tr("%1: “%2”").arg(deed, comment);
}

QString eventActor(const Event &event)
{
    return event.actor.isEmpty() ? EventText::tr("The clock") : event.actor;
}

QString eventRole(const Event &event)
{
    return event.actorRole ? roleName(*event.actorRole) : QString();
}

QString localSecondText(Timestamp time)
{
    return utc(time).toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString utcSecondText(Timestamp time)
{
    return EventText::tr("%1 UTC").arg(utcColumnText(time));
}

QString withoutLongWords(const QString &text, int longest)
{
    const QRegularExpression longWord(QStringLiteral("\\S{%1,}").arg(longest + 1));
    const int end = longest / 2 - 1;
    QString shortened = text;
    for (auto match = longWord.match(shortened); match.hasMatch();
         match = longWord.match(shortened, match.capturedStart() + longest))
        shortened.replace(match.capturedStart() + end, match.capturedLength() - 2 * end,
                          QChar(0x2026));
    return shortened;
}

QString eventSentence(const Event &event)
{
    const QString day =
        QLocale().toString(utc(event.at).toLocalTime(), QStringLiteral("d MMMM yyyy HH:mm:ss"));
    QStringList parts{day, event.actorRole
                               ? EventText::tr("%1 as %2").arg(eventActor(event), eventRole(event))
                               : eventActor(event)};
    parts.append(eventDeed(event));
    if (!event.reference.isEmpty())
        parts.append(EventText::tr("request %1").arg(event.reference));
    parts.append(EventText::tr("event %1").arg(QLocale().toString(event.seq)));
    return parts.join(EventText::tr(", "));
}

} // namespace lockbox::ui
