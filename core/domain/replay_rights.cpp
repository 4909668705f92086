#include "core/domain/eventfields.h"
#include "core/domain/redo.h"
#include "core/domain/replay.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace lockbox {

static Contradiction impossible(const QString &field, const QString &why)
{
    return {.field = field, .message = QStringLiteral("it can't have happened: ") + why};
}

const User *Replay::findUser(const QString &userPrincipalName) const
{
    const auto place = m_places.constFind(userPrincipalName);
    return place == m_places.constEnd() ? nullptr : &m_users[size_t(*place)];
}

/// What the clock does, and what is there from the start.
static bool needsNobody(EventKind kind, bool isBeginning)
{
    switch (kind) {
    case EventKind::TenantCreated:
    case EventKind::RequestExpired:
    case EventKind::AccessCompleted:
    case EventKind::LogStarted: return true;
    case EventKind::UserAdded: return isBeginning;
    default: return false;
    }
}

std::optional<Contradiction> Replay::checkActor(const Event &event) const
{
    const QString field = QStringLiteral("actor");
    if (event.actor.isEmpty()) {
        if (!needsNobody(event.kind, m_isBeginning))
            return impossible(field, QStringLiteral("it says nobody did it"));
        if (event.actorRole)
            return impossible(QStringLiteral("actorRole"),
                              QStringLiteral("nobody did it, in a role"));
        return std::nullopt;
    }
    const User *user = findUser(event.actor);
    if (!user)
        return impossible(field, QStringLiteral("there was no user %1").arg(event.actor));
    const auto operation = rules::operationOf(event);
    if (!operation)
        return std::nullopt;
    const auto role = rules::permission(toActor(*user), *operation);
    if (!role)
        return impossible(field, role.error().message);
    if (event.actorRole == *role)
        return std::nullopt;
    return impossible(
        QStringLiteral("actorRole"),
        QStringLiteral("%1 would have done it as %2").arg(event.actor, displayName(*role)));
}

std::optional<Contradiction> Replay::checkUserChange(const Event &event, const User &before,
                                                     const User &after) const
{
    const QString roles = QStringLiteral("roles");
    const bool movesRoles = !(before.roles == after.roles);
    if (event.kind == EventKind::UserAdded) {
        if (!event.actor.isEmpty() && movesRoles)
            return impossible(roles, QStringLiteral("users are added without a role"));
    } else if ((event.kind == EventKind::UserRolesChanged) != movesRoles
               || before.displayName != after.displayName) {
        return impossible(QStringLiteral("kind"), QStringLiteral("it changes something else"));
    }
    if (auto ok = checkRoles(after.roles); !ok)
        return impossible(roles, ok.error().message);
    if (movesRoles && after.side != sideOf(after.roles, before.side)
        && event.kind == EventKind::UserRolesChanged)
        return impossible(QStringLiteral("side"),
                          QStringLiteral("the roles are of the other side"));
    const bool isLost = before.roles.contains(Role::GlobalAdministrator)
                        && !after.roles.contains(Role::GlobalAdministrator);
    const bool isLeft = std::ranges::any_of(
        m_users, [](const User &user) { return user.roles.contains(Role::GlobalAdministrator); });
    if (isLost && !isLeft)
        return impossible(roles, QStringLiteral("the last global administrator must stay one"));
    return std::nullopt;
}

/// The settings are by now what the event says.
std::optional<Contradiction> Replay::checkSettings(const Event &event) const
{
    PolicyChange change;
    if (event.after.contains(QStringLiteral("decideWithin")))
        change.decideWithin = m_policy.decideWithin;
    if (event.after.contains(QStringLiteral("maxAccess")))
        change.maxAccess = m_policy.maxAccess;
    if (const auto ok = applied(change, m_policy); !ok)
        return impossible(ok.error().field, ok.error().message);
    NotificationChange notices;
    if (event.after.contains(QStringLiteral("mailHost")))
        notices.host = m_notifications.host;
    if (event.after.contains(QStringLiteral("mailSender")))
        notices.sender = m_notifications.sender;
    if (const auto ok = applied(notices, NotificationSettings{}); !ok)
        return impossible(ok.error().field, ok.error().message);
    return std::nullopt;
}

std::optional<Contradiction> Replay::checkClockMoved(const Event &event) const
{
    if (!m_demo)
        return impossible(QStringLiteral("kind"),
                          QStringLiteral("only a demo store's clock can be moved"));
    if (event.details.value(QStringLiteral("by")).toInteger() <= 0)
        return impossible(QStringLiteral("by"), QStringLiteral("the clock moves forward only"));
    return std::nullopt;
}

std::optional<Contradiction> Replay::takeLogStart(const Event &event)
{
    if (!m_logKey.isEmpty() || m_hasStarted)
        return impossible(QStringLiteral("kind"), QStringLiteral("there was a log already"));
    const qint64 before = event.details.value(QStringLiteral("events")).toInteger(-1);
    if (before != m_taken - 1)
        return impossible(QStringLiteral("events"),
                          QStringLiteral("there were %1 events before it, and it says %2")
                              .arg(m_taken - 1)
                              .arg(before));
    m_hasStarted = true;
    m_logKey = event.details.value(QStringLiteral("logKey")).toString();
    return std::nullopt;
}

static QString inWords(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return QStringLiteral("nothing");
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

/// The first of the parts of an event in which it isn't what the rules make of it.
static std::optional<Contradiction> compared(const Event &event, Event should)
{
    should.seq = event.seq;
    if (event == should)
        return std::nullopt;
    QJsonObject says = toJson(event);
    const QJsonObject wanted = toJson(should);
    for (const char *part : {"kind", "actor", "actorRole", "at"}) {
        const QLatin1String name(part);
        if (says.value(name) != wanted.value(name))
            return impossible(name,
                              QStringLiteral("it says %1, and by the rules it is %2")
                                  .arg(inWords(says.value(name)), inWords(wanted.value(name))));
    }
    for (const auto part : {&Event::after, &Event::before, &Event::details}) {
        QStringList names = (event.*part).keys() + (should.*part).keys();
        names.sort();
        for (const QString &name : names) {
            const QJsonValue is = (event.*part).value(name);
            const QJsonValue must = (should.*part).value(name);
            if (is != must)
                return impossible(name, QStringLiteral("it says %1, and by the rules it is %2")
                                            .arg(inWords(is), inWords(must)));
        }
    }
    return impossible(QStringLiteral("kind"),
                      QStringLiteral("it is not what the rules make of it"));
}

/// Those who were approvers then are told, and nobody else.
std::optional<Contradiction> Replay::checkRecipients(const Event &event) const
{
    QStringList told;
    for (const QJsonValue &one : event.details.value(QStringLiteral("recipients")).toArray())
        told.append(one[QStringLiteral("user")].toString() + QLatin1Char(' ')
                    + one[QStringLiteral("address")].toString());
    QStringList approvers;
    for (const User &user : m_users) {
        if (isApprover(user.roles))
            approvers.append(user.userPrincipalName + QLatin1Char(' ') + deliverableAddress(user));
    }
    told.sort();
    approvers.sort();
    if (told == approvers)
        return std::nullopt;
    const QString comma = QStringLiteral(", ");
    return impossible(QStringLiteral("recipients"),
                      QStringLiteral("it says that these were told: %1; the approvers were: %2")
                          .arg(told.join(comma), approvers.join(comma)));
}

std::optional<Contradiction> Replay::checkRules(const Event &event, const AccessRequest &before)
{
    if (m_next.empty()) {
        const User *user = findUser(event.actor);
        const auto change = rules::redo(event, user ? std::optional(toActor(*user)) : std::nullopt,
                                        before, m_policy);
        if (!change) {
            const QString field = change.error().field;
            return impossible(field.isEmpty() ? QStringLiteral("kind") : field,
                              change.error().message);
        }
        m_next.assign(change->events.rbegin(), change->events.rend());
    }
    Event should = std::move(m_next.back());
    m_next.pop_back();
    if (event.kind == EventKind::RequestNotified && should.kind == event.kind) {
        if (auto wrong = checkRecipients(event))
            return wrong;
        should.details = event.details;
    }
    return compared(event, std::move(should));
}

} // namespace lockbox
