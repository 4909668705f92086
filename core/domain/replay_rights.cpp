#include "core/domain/eventfields.h"
#include "core/domain/origin.h"
#include "core/domain/redo.h"
#include "core/domain/replay.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace lockbox {

const User *Replay::findUser(const QString &userPrincipalName) const
{
    const auto place = m_places.constFind(userPrincipalName);
    return place == m_places.constEnd() ? nullptr : &m_users[size_t(*place)];
}

static bool isNobodys(EventKind kind)
{
    return kind == EventKind::TenantCreated || kind == EventKind::RequestExpired
           || kind == EventKind::LogStarted;
}

/// What the clock does, and what is there from the start.
static bool needsNobody(EventKind kind, bool isBeginning)
{
    return isNobodys(kind) || kind == EventKind::AccessCompleted
           || (kind == EventKind::UserAdded && isBeginning);
}

/// How somebody came to the service, and from where, is held against nothing; only against nobody's having come.
static std::optional<Contradiction> checkOrigin(const Event &event)
{
    constexpr int longestAddress = 64;
    const QString method = QStringLiteral("method");
    if (event.method.isEmpty() && event.address.isEmpty())
        return std::nullopt;
    if (event.actor.isEmpty())
        return impossible(method, QStringLiteral("nobody did it, through a service"));
    if (!signInMethods().contains(event.method))
        return impossible(method, QStringLiteral("nobody signs in like that"));
    if (isSystem(event.method) && event.actorRole
        && roleInfo(*event.actorRole).side == Side::Customer)
        return impossible(method, QStringLiteral("no system acts for the customer"));
    if (event.address.isEmpty() || event.address.size() > longestAddress)
        return impossible(QStringLiteral("address"), QStringLiteral("nobody calls from there"));
    return std::nullopt;
}

std::optional<Contradiction> Replay::checkActor(const Event &event) const
{
    if (auto wrong = checkOrigin(event))
        return wrong;
    const QString field = QStringLiteral("actor");
    if (!event.actor.isEmpty() && isNobodys(event.kind))
        return impossible(field, QStringLiteral("nobody does that"));
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
    // See checkOrigin().
    should.method = event.method;
    should.address = event.address;
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

/// Each as one line, in alphabetical order.
static QStringList linesOf(const QJsonArray &recipients)
{
    QStringList lines;
    for (const QJsonValue &one : recipients)
        lines.append(inWords(one));
    lines.sort();
    return lines;
}

/// Those who were approvers then are told, and nobody else.
std::optional<Contradiction> Replay::checkRecipients(const Event &event) const
{
    QJsonArray approvers;
    for (const User &user : m_users) {
        const QString address = deliverableAddress(user);
        if (isApprover(user.roles))
            approvers.append(QJsonObject{
                {QStringLiteral("user"), user.userPrincipalName},
                {QStringLiteral("address"), address.isEmpty() ? QJsonValue() : address}});
    }
    const QString field = QStringLiteral("recipients");
    const QJsonValue told = event.details.value(field);
    if (event.details != QJsonObject{{field, told}})
        return impossible(field, QStringLiteral("it says nothing else than who was told"));
    if (linesOf(told.toArray()) == linesOf(approvers))
        return std::nullopt;
    return impossible(field,
                      QStringLiteral("it says that these were told: %1; the approvers were: %2")
                          .arg(inWords(told), inWords(approvers)));
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
