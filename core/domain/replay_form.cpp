#include "core/domain/eventfields.h"
#include "core/domain/notice.h"
#include "core/domain/replay.h"
#include "core/domain/validation.h"

#include <algorithm>

namespace lockbox {

Contradiction impossible(const QString &field, const QString &why)
{
    return {.field = field, .message = QStringLiteral("it can't have happened: ") + why};
}

namespace {

/// What an event may say, beside who did it and when.
struct Room {
    bool request = false;
    bool user = false;
    bool change = false; ///< Before and after.
    QStringList details;
};

/// Nothing for those of a request's story: the rules say each of their parts.
std::optional<Room> roomOf(EventKind kind)
{
    const QString logKey = QStringLiteral("logKey");
    switch (kind) {
    case EventKind::TenantCreated: return Room{.change = true, .details = {logKey}};
    case EventKind::UserAdded:
    case EventKind::UserRolesChanged:
    case EventKind::UserEmailChanged: return Room{.user = true, .change = true};
    case EventKind::SettingChanged: return Room{.change = true};
    case EventKind::ClockAdvanced: return Room{.details = {QStringLiteral("by")}};
    case EventKind::NoticeSuppressed:
        return Room{.request = true,
                    .user = true,
                    .details = {QStringLiteral("notice"), QStringLiteral("address")}};
    case EventKind::LogStarted: return Room{.details = {QStringLiteral("events"), logKey}};
    default: return std::nullopt;
    }
}

} // namespace

std::optional<Contradiction> Replay::checkForm(const Event &event)
{
    const auto room = roomOf(event.kind);
    if (!room)
        return std::nullopt;
    const auto tooMuch = [&](const QString &field) {
        return impossible(
            field, QStringLiteral("%1 says nothing of \"%2\"").arg(toSlug(event.kind), field));
    };
    if (!room->request && !(event.request.isNull() && event.reference.isEmpty()))
        return tooMuch(QStringLiteral("request"));
    if (!room->user && !event.user.isEmpty())
        return tooMuch(QStringLiteral("user"));
    for (const auto part : {&Event::before, &Event::after}) {
        if (!room->change && !(event.*part).isEmpty())
            return tooMuch((event.*part).begin().key());
    }
    for (auto it = event.details.begin(); it != event.details.end(); ++it) {
        if (!room->details.contains(it.key()))
            return tooMuch(it.key());
    }
    return std::nullopt;
}

/// What a change of this kind may make of a user, at most.
static User changedUser(const Event &event, const User &before, const User &after)
{
    User user = before;
    if (event.kind == EventKind::UserEmailChanged) {
        user.email = after.email;
        user.alternateEmail = after.alternateEmail;
    } else {
        user.roles = after.roles;
        user.side = sideOf(after.roles, before.side);
    }
    return user;
}

/// People type addresses that are checked. Those of the store's first users come from elsewhere.
static std::optional<Contradiction> checkAddresses(const User &before, const User &after)
{
    for (const auto part : {&User::email, &User::alternateEmail}) {
        const QString field =
            part == &User::email ? QStringLiteral("email") : QStringLiteral("alternateEmail");
        if (before.*part == after.*part)
            continue;
        const auto address = checkEmail(field, after.*part);
        if (!address)
            return impossible(field, address.error().message);
        if (*address != after.*part)
            return impossible(field, QStringLiteral("there is white space around it"));
    }
    return std::nullopt;
}

std::optional<Contradiction> Replay::checkUserChange(const Event &event, const User &before,
                                                     const User &after) const
{
    if (event.kind == EventKind::UserAdded)
        return checkNewUser(event, after);
    if (changedUser(event, before, after) != after)
        return impossible(QStringLiteral("kind"), QStringLiteral("it changes something else"));
    if (before == after)
        return impossible(QStringLiteral("kind"), QStringLiteral("it changes nothing"));
    const QString roles = QStringLiteral("roles");
    if (auto ok = checkRoles(after.roles); !ok)
        return impossible(roles, ok.error().message);
    const bool isLost = before.roles.contains(Role::GlobalAdministrator)
                        && !after.roles.contains(Role::GlobalAdministrator);
    const bool isLeft = std::ranges::any_of(
        m_users, [](const User &user) { return user.roles.contains(Role::GlobalAdministrator); });
    if (isLost && !isLeft)
        return impossible(roles, QStringLiteral("the last global administrator must stay one"));
    return checkAddresses(before, after);
}

std::optional<Contradiction> Replay::checkNewUser(const Event &event, const User &user) const
{
    const QString roles = QStringLiteral("roles");
    if (auto ok = checkRoles(user.roles); !ok)
        return impossible(roles, ok.error().message);
    if (event.actor.isEmpty()) {
        if (event.at == m_begunAt)
            return std::nullopt;
        return impossible(QStringLiteral("at"),
                          QStringLiteral("the first users are there when the tenant is made"));
    }
    if (!user.roles.isEmpty())
        return impossible(roles, QStringLiteral("users are added without a role"));
    const auto name = checkUserPrincipalName(user.userPrincipalName);
    if (!name || *name != user.userPrincipalName)
        return impossible(QStringLiteral("user"), QStringLiteral("nobody can be called so"));
    return checkAddresses({}, user);
}

std::optional<Contradiction> Replay::checkSettings(const Event &event) const
{
    const QJsonObject policy = eventFields(Policy{});
    const auto isPolicy = [&](const QString &field) { return policy.contains(field); };
    const QStringList fields = event.after.keys();
    if (fields.isEmpty())
        return impossible(QStringLiteral("kind"), QStringLiteral("it changes nothing"));
    if (std::ranges::any_of(fields, isPolicy) && !std::ranges::all_of(fields, isPolicy))
        return impossible(QStringLiteral("kind"),
                          QStringLiteral("settings of access and of notices change one by one"));
    if (const auto ok = applied(PolicyChange{}, m_policy); !ok)
        return impossible(ok.error().field, ok.error().message);
    NotificationChange notices;
    if (event.after.contains(QStringLiteral("mailHost")))
        notices.host = m_notifications.host;
    if (event.after.contains(QStringLiteral("mailSender")))
        notices.sender = m_notifications.sender;
    if (const auto ok = applied(notices, NotificationSettings{}); !ok)
        return impossible(ok.error().field, ok.error().message);
    if (m_demo && !(m_notifications.host.isEmpty() && m_notifications.account.isEmpty()))
        return impossible(QStringLiteral("mailHost"),
                          QStringLiteral("a demo store takes no mail server"));
    return std::nullopt;
}

std::optional<Contradiction> Replay::checkClockMoved(const Event &event) const
{
    if (!m_demo)
        return impossible(QStringLiteral("kind"),
                          QStringLiteral("only a demo store's clock can be moved"));
    if (event.actorRole)
        return impossible(QStringLiteral("actorRole"),
                          QStringLiteral("moving a demo store's clock takes no role"));
    const auto by = std::chrono::seconds(event.details.value(QStringLiteral("by")).toInteger());
    if (by > std::chrono::seconds::zero() && by <= std::chrono::days(366))
        return std::nullopt;
    return impossible(QStringLiteral("by"),
                      QStringLiteral("the clock moves forward, by a year at most"));
}

std::optional<Contradiction> Replay::checkSuppressed(const Event &event) const
{
    if (!m_places.contains(event.user))
        return impossible(QStringLiteral("user"),
                          QStringLiteral("there was no user %1").arg(event.user));
    const QString notice = QStringLiteral("notice");
    if (const auto kind = parseNoticeKind(event.details.value(notice).toString()); !kind)
        return impossible(notice, kind.error().message);
    const auto open = m_open.constFind(event.request);
    if (event.request.isNull() ? event.reference.isEmpty()
                               : open == m_open.constEnd() || open->reference == event.reference)
        return std::nullopt;
    return impossible(QStringLiteral("reference"),
                      QStringLiteral("it calls the request \"%1\"").arg(event.reference));
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

std::optional<Contradiction> Replay::finish() const
{
    if (m_next.empty())
        return std::nullopt;
    return impossible(
        QStringLiteral("kind"),
        QStringLiteral("the same act must have told %1, too").arg(toSlug(m_next.back().kind)));
}

} // namespace lockbox
