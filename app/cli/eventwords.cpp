#include "app/cli/eventwords.h"

#include "app/cli/texttable.h"
#include "app/cli/textwidth.h"
#include "app/cli/timewords.h"
#include "core/base/timetext.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace lockbox::cli {

/// " by dana@contoso.com (Global administrator)"
static QString byWhom(const Event &event)
{
    if (event.actor.isEmpty())
        return QStringLiteral(" by the clock");
    if (!event.actorRole)
        return QStringLiteral(" by %1").arg(event.actor);
    return QStringLiteral(" by %1 (%2)").arg(event.actor, displayName(*event.actorRole));
}

static QString valueText(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue &part : value.toArray())
            parts.append(valueText(part));
        return parts.isEmpty() ? QStringLiteral("none") : parts.join(QStringLiteral(", "));
    }
    if (value.isBool())
        return value.toBool() ? QStringLiteral("on") : QStringLiteral("off");
    if (value.isDouble())
        return QString::number(value.toInteger());
    const QString text = value.toString();
    return text.isEmpty() ? QStringLiteral("nothing") : text;
}

/// The console's name of a field that changes; the field itself where it has none.
static QString fieldName(const QString &field)
{
    static const QHash<QString, QString> names = {
        {QStringLiteral("email"), QStringLiteral("e-mail")},
        {QStringLiteral("alternateEmail"), QStringLiteral("alternate e-mail")},
        {QStringLiteral("requireApproval"), QStringLiteral("require approval")},
        {QStringLiteral("decideWithin"), QStringLiteral("time to decide")},
        {QStringLiteral("maxAccess"), QStringLiteral("longest access")},
        {QStringLiteral("commentRequiredOnDeny"), QStringLiteral("reason required to deny")},
        {QStringLiteral("mailHost"), QStringLiteral("mail server")},
        {QStringLiteral("mailPort"), QStringLiteral("mail server's port")},
        {QStringLiteral("mailSecurity"), QStringLiteral("mail server's security")},
        {QStringLiteral("mailAccount"), QStringLiteral("mail account")},
        {QStringLiteral("mailSender"), QStringLiteral("sender's address")},
        {QStringLiteral("timeZone"), QStringLiteral("time zone of notices")},
        {QStringLiteral("notices"), QStringLiteral("optional notices")},
    };
    return names.value(field, field);
}

/// "roles: none → engineer"
static QString changes(const Event &event)
{
    QStringList parts;
    for (auto it = event.after.begin(); it != event.after.end(); ++it) {
        const bool duration =
            it.key() == QLatin1String("decideWithin") || it.key() == QLatin1String("maxAccess");
        const auto text = [&](const QJsonValue &value) {
            return duration ? toDurationText(std::chrono::seconds(value.toInteger()))
                            : valueText(value);
        };
        parts.append(
            QStringLiteral("%1: %2 → %3")
                .arg(fieldName(it.key()), text(event.before.value(it.key())), text(it.value())));
    }
    return parts.join(QStringLiteral("; "));
}

/// Who may not see the customer's users reads how many were told.
static QString recipientsCountText(const Event &event)
{
    const auto count = [&](const QString &key) { return event.details.value(key).toInteger(); };
    const auto notified = count(QStringLiteral("notified"));
    const auto unreachable = count(QStringLiteral("unreachable"));
    QString text = notified == 0
                       ? QStringLiteral("nobody could be notified")
                       : QStringLiteral("notified: %1 of the customer's approvers").arg(notified);
    if (unreachable > 0)
        text += QStringLiteral("; no address that works: %1").arg(unreachable);
    return text;
}

static QString recipientsText(const Event &event)
{
    if (event.details.contains(QStringLiteral("notified")))
        return recipientsCountText(event);
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
    QString text = reached.isEmpty()
                       ? QStringLiteral("nobody could be notified")
                       : QStringLiteral("notified: ") + reached.join(QStringLiteral(", "));
    if (!missed.isEmpty())
        text += QStringLiteral("; no address that works: ") + missed.join(QStringLiteral(", "));
    return text;
}

static QString accessUntil(const Event &event)
{
    const auto end = parseRfc3339(event.after.value(QStringLiteral("accessEnd")).toString(),
                                  QStringLiteral("accessEnd"));
    return end ? QStringLiteral("; access until %1").arg(bothTimes(*end)) : QString();
}

/// `by` says who did it, with a blank before it; empty where that is said elsewhere.
static QString bare(const Event &event, const QString &by)
{
    switch (event.kind) {
    case EventKind::TenantCreated:
        return QStringLiteral("store made for %1")
            .arg(event.after.value(QStringLiteral("name")).toString());
    case EventKind::UserAdded:
        return QStringLiteral("user %1 added%2")
            .arg(event.user, event.actor.isEmpty() ? QStringLiteral(" with the store") : by);
    case EventKind::UserRolesChanged:
    case EventKind::UserEmailChanged:
        return QStringLiteral("user %1 changed%2: %3").arg(event.user, by, changes(event));
    case EventKind::SettingChanged:
        return QStringLiteral("setting changed%1: %2").arg(by, changes(event));
    case EventKind::RequestSubmitted: return QStringLiteral("filed") + by;
    case EventKind::RequestAuthorized: return QStringLiteral("approved for the provider") + by;
    case EventKind::RequestRejected: return QStringLiteral("rejected for the provider") + by;
    case EventKind::RequestNotified: return recipientsText(event);
    case EventKind::RequestApproved:
        if (event.after.value(QStringLiteral("approvalRequired")) == QJsonValue(false))
            return QStringLiteral("access given%1, approval not required").arg(by)
                   + accessUntil(event);
        return QStringLiteral("approved") + by + accessUntil(event);
    case EventKind::RequestDenied: return QStringLiteral("denied") + by;
    case EventKind::RequestCanceled: return QStringLiteral("canceled") + by;
    case EventKind::RequestExpired:
        return QStringLiteral("expired: nobody had decided by the deadline");
    case EventKind::AccessRecorded:
        return QStringLiteral("done%1: %2")
            .arg(by, event.details.value(QStringLiteral("action")).toString());
    case EventKind::AccessRevoked: return QStringLiteral("access revoked") + by;
    case EventKind::AccessCompleted:
        return event.actor.isEmpty() ? QStringLiteral("access ended: its time was over")
                                     : QStringLiteral("work closed, access ended") + by;
    case EventKind::ClockAdvanced: return QStringLiteral("demo clock moved") + by;
    case EventKind::NoticeSuppressed:
        return QStringLiteral("notice to %1 suppressed").arg(event.user) + by;
    case EventKind::LogStarted: break;
    }
    return QStringLiteral("log started: the %1 events before this one became its first leaves")
        .arg(event.details.value(QStringLiteral("events")).toInteger());
}

static QString withComment(const Event &event, const QString &text)
{
    const QString comment = event.details.value(QStringLiteral("comment")).toString();
    return oneLine(comment.isEmpty() ? text : QStringLiteral("%1 — \"%2\"").arg(text, comment));
}

QString sentence(const Event &event)
{
    return withComment(event, bare(event, byWhom(event)));
}

QString deed(const Event &event)
{
    return withComment(event, bare(event, {}));
}

QString timelineText(const std::vector<Event> &events, int indent, bool coloured)
{
    QString text;
    for (const Event &event : events) {
        text += QString(indent, QLatin1Char(' '))
                + toned(bothTimes(event.at), Tone::Quiet, coloured) + QStringLiteral("  ")
                + sentence(event) + QLatin1Char('\n');
    }
    return text;
}

} // namespace lockbox::cli
