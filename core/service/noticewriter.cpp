#include "core/service/noticewriter.h"

#include "core/audit/canonicaljson.h"
#include "core/domain/eventfields.h"

#include <QJsonArray>
#include <QUrl>

#include <algorithm>

namespace lockbox {

using namespace std::chrono_literals;

/// How long a notice is of use that nobody has to act upon.
static constexpr auto newsLifetime = 48h;

static QString nameOf(const std::vector<User> &users, const QString &userPrincipalName)
{
    const auto found = std::ranges::find(users, userPrincipalName, &User::userPrincipalName);
    return found == users.end() ? userPrincipalName : found->displayName;
}

static ToldRecipient recipientOf(const User &user)
{
    return {.userPrincipalName = user.userPrincipalName,
            .displayName = user.displayName,
            .address = deliverableAddress(user)};
}

template<typename Wanted>
static std::vector<ToldRecipient> recipientsAmong(const std::vector<User> &users, Wanted isWanted)
{
    std::vector<ToldRecipient> told;
    for (const User &user : users) {
        if (isWanted(user))
            told.push_back(recipientOf(user));
    }
    return told;
}

Result<std::vector<User>> NoticeWriter::approvers(qint64 tenant)
{
    const auto rows =
        m_accounts.holders(tenant, {Role::GlobalAdministrator, Role::LockboxApprover});
    if (!rows)
        return failure(rows);
    std::vector<User> users;
    for (const AccountRow &row : *rows)
        users.push_back(row.user);
    return users;
}

/// Those whom the event names, and who are no approvers (any more).
Result<void> NoticeWriter::addNamed(qint64 tenant, const Event &event, std::vector<User> &users)
{
    for (const QString &name : {event.actor, event.user}) {
        if (name.isEmpty()
            || std::ranges::find(users, name, &User::userPrincipalName) != users.end())
            continue;
        const auto row = m_accounts.find(tenant, name);
        if (!row)
            return failure(row);
        if (*row)
            users.push_back((*row)->user);
    }
    return {};
}

/// Which notice an event may bring; nothing where none.
static std::optional<NoticeKind> kindOf(const Event &event)
{
    switch (event.kind) {
    case EventKind::RequestNotified: return NoticeKind::RequestPending;
    case EventKind::RequestApproved:
    case EventKind::RequestDenied:
    case EventKind::RequestCanceled: return NoticeKind::Decided;
    case EventKind::RequestExpired: return NoticeKind::RequestExpired;
    case EventKind::AccessRevoked:
    case EventKind::AccessCompleted: return NoticeKind::AccessEnded;
    case EventKind::UserRolesChanged:
    case EventKind::UserAdded: return NoticeKind::RolesChanged;
    case EventKind::SettingChanged: return NoticeKind::SettingChanged;
    default: return std::nullopt;
    }
}

/// Whether it says how notices are sent, or which. Such a change is always told: else the first thing to turn off would be that.
static bool changesNotices(const Event &event)
{
    const QJsonObject fields = eventFields(NotificationSettings());
    return event.kind == EventKind::SettingChanged
           && std::ranges::any_of(event.after.keys(),
                                  [&](const QString &key) { return fields.contains(key); });
}

Result<void> NoticeWriter::write(const TenantRow &tenant, const Event &event,
                                 const AccessRequest *request, qint64 requestKey, Timestamp now)
{
    const auto kind = kindOf(event);
    if (!kind)
        return {};
    // What waits to say that a request is pending is of no use once it isn't.
    if (request && *kind != NoticeKind::RequestPending && *kind != NoticeKind::AccessEnded) {
        if (event.kind == EventKind::RequestExpired) {
            if (auto ok = m_outbox.giveUpPending(requestKey, now); !ok)
                return ok;
        }
        if (auto ok =
                m_outbox.suppressWaiting(requestKey, now,
                                         QStringLiteral("not needed any more: the request is %1")
                                             .arg(toSlug(request->state)));
            !ok)
            return ok;
    }
    auto settings = m_settings.find(tenant.key);
    if (!settings)
        return failure(settings);
    if (!settings->settings.sends(*kind) && !changesNotices(event))
        return {};
    auto all = approvers(tenant.key);
    if (!all)
        return failure(all);
    if (auto ok = addNamed(tenant.key, event, *all); !ok)
        return ok;
    const Occasion occasion{.tenant = tenant,
                            .event = event,
                            .request = request,
                            .requestKey = requestKey,
                            .now = now,
                            .settings = std::move(*settings),
                            .users = std::move(*all)};
    switch (*kind) {
    case NoticeKind::RequestPending: return writePending(occasion);
    case NoticeKind::RolesChanged: return writeRolesChanged(occasion);
    case NoticeKind::SettingChanged: return writeSettingChanged(occasion);
    default: return writeToTold(occasion, *kind);
    }
}

Notice NoticeWriter::noticeOf(const Occasion &occasion, NoticeKind kind)
{
    const Event &event = occasion.event;
    Notice notice{.kind = kind,
                  .tenant = occasion.tenant.tenant,
                  .timeZone = occasion.settings.settings.timeZone,
                  .at = event.at};
    if (occasion.request)
        notice.request = *occasion.request;
    notice.actor = event.actor;
    if (!event.actor.isEmpty())
        notice.actorName = nameOf(occasion.users, event.actor);
    notice.actorRole = event.actorRole;
    notice.comment = event.details.value(QStringLiteral("comment")).toString();
    return notice;
}

/// When those who have not decided yet are reminded: when half of the time is gone, and an hour before its end.
static std::vector<Timestamp> reminderTimes(const AccessRequest &request)
{
    const Timestamp half = *request.notifiedAt + (*request.expiresAt - *request.notifiedAt) / 2;
    const Timestamp lastHour = *request.expiresAt - 1h;
    return lastHour > half ? std::vector{half, lastHour} : std::vector{half};
}

/// Whom the event names, as it names them.
Result<void> NoticeWriter::writePending(const Occasion &occasion)
{
    std::vector<ToldRecipient> told;
    const QJsonArray named = occasion.event.details.value(QStringLiteral("recipients")).toArray();
    for (const QJsonValue &one : named) {
        const QString user = one[QStringLiteral("user")].toString();
        told.push_back({.userPrincipalName = user,
                        .displayName = nameOf(occasion.users, user),
                        .address = one[QStringLiteral("address")].toString()});
    }
    const Timestamp end = *occasion.request->expiresAt;
    if (auto ok = insert(occasion, noticeOf(occasion, NoticeKind::RequestPending), told,
                         occasion.now, end);
        !ok || !occasion.settings.settings.sends(NoticeKind::Reminder))
        return ok;
    // To whom nothing can be delivered is known by now.
    std::erase_if(told, [](const ToldRecipient &one) { return one.address.isEmpty(); });
    for (const Timestamp at : reminderTimes(*occasion.request)) {
        Notice reminder = noticeOf(occasion, NoticeKind::Reminder);
        reminder.at = at;
        if (auto ok = insert(occasion, reminder, told, at, end); !ok)
            return ok;
    }
    return {};
}

/// To those who were told of the request, but for who did it. Of a request of the time before there were notices: to those who would be.
Result<void> NoticeWriter::writeToTold(const Occasion &occasion, NoticeKind kind)
{
    // Where no approval was required nobody was told, and there is nothing to answer.
    if (!occasion.request || !occasion.request->notifiedAt)
        return {};
    auto told = m_outbox.recipientsOf(occasion.requestKey);
    if (!told)
        return failure(told);
    if (told->empty())
        told = recipientsAmong(occasion.users,
                               [](const User &user) { return isApprover(user.roles); });
    std::erase_if(*told, [&](const ToldRecipient &one) {
        return one.userPrincipalName == occasion.event.actor;
    });
    return insert(occasion, noticeOf(occasion, kind), *told, occasion.now,
                  occasion.now + newsLifetime);
}

static RoleSet rolesIn(const QJsonObject &fields)
{
    RoleSet roles;
    for (const QJsonValue &slug : fields.value(QStringLiteral("roles")).toArray()) {
        if (const auto role = parseRole(slug.toString()))
            roles.insert(*role);
    }
    return roles;
}

static bool isAdministrator(const User &user)
{
    return user.roles.contains(Role::GlobalAdministrator);
}

/// Where somebody has become an approver, or is none any more.
Result<void> NoticeWriter::writeRolesChanged(const Occasion &occasion)
{
    const RoleSet before = rolesIn(occasion.event.before);
    const RoleSet after = rolesIn(occasion.event.after);
    const auto changes = [&](Role role) { return before.contains(role) != after.contains(role); };
    if (!changes(Role::GlobalAdministrator) && !changes(Role::LockboxApprover))
        return {};
    Notice notice = noticeOf(occasion, NoticeKind::RolesChanged);
    notice.user = occasion.event.user;
    notice.userName = nameOf(occasion.users, occasion.event.user);
    notice.rolesBefore = before;
    notice.rolesAfter = after;
    // Who is no administrator any more hears of that, too.
    const bool wasOne = before.contains(Role::GlobalAdministrator);
    const auto told = recipientsAmong(occasion.users, [&](const User &user) {
        return isAdministrator(user) || (wasOne && user.userPrincipalName == occasion.event.user);
    });
    return insert(occasion, notice, told, occasion.now, occasion.now + newsLifetime);
}

Result<void> NoticeWriter::writeSettingChanged(const Occasion &occasion)
{
    Notice notice = noticeOf(occasion, NoticeKind::SettingChanged);
    notice.settingsBefore = occasion.event.before;
    notice.settingsAfter = occasion.event.after;
    const auto told =
        recipientsAmong(occasion.users, [](const User &user) { return isApprover(user.roles); });
    return insert(occasion, notice, told, occasion.now, occasion.now + newsLifetime);
}

/// The same at each attempt, and no other's (RFC 5322 §3.6.4): where an older copy of the store was put back, numbers come again, but not at the
/// same moment with the same words.
QString NoticeWriter::messageIdOf(const Occasion &occasion, const QByteArray &notice,
                                  const ToldRecipient &recipient)
{
    const Tenant &tenant = occasion.tenant.tenant;
    const QByteArray name = occasion.settings.phraseKey + notice
                            + QByteArray::number(qint64(occasion.now.time_since_epoch().count()))
                            + ' ' + recipient.userPrincipalName.toUtf8();
    return QStringLiteral("<%1@%2>").arg(
        QUuid::createUuidV5(tenant.id.uuid(), name).toString(QUuid::WithoutBraces),
        QString::fromLatin1(QUrl::toAce(tenant.domain)));
}

Result<void> NoticeWriter::insert(const Occasion &occasion, const Notice &notice,
                                  const std::vector<ToldRecipient> &recipients, Timestamp dueAt,
                                  Timestamp giveUpAt)
{
    if (recipients.empty())
        return {};
    const qint64 tenant = occasion.tenant.key;
    const auto body = canonicalJson(toJson(notice));
    if (!body)
        return failure(body);
    const auto key = m_outbox.insertNotice(tenant, notice.kind, occasion.requestKey, *body);
    if (!key)
        return failure(key);
    const QByteArray name = QByteArray::number(*key) + ' ' + *body;
    for (const ToldRecipient &one : recipients) {
        const bool isReachable = !one.address.isEmpty();
        const Delivery delivery{
            .recipient = one.userPrincipalName,
            .recipientName = one.displayName,
            .address = one.address,
            .state = isReachable ? DeliveryState::Queued : DeliveryState::Undeliverable,
            .createdAt = occasion.now,
            .nextAt = isReachable ? std::optional(dueAt) : std::nullopt,
            .giveUpAt = giveUpAt,
            .words = isReachable ? QString() : QStringLiteral("no well-formed e-mail address"),
            .messageId = messageIdOf(occasion, name, one)};
        if (const auto row = m_outbox.insert(tenant, *key, delivery); !row)
            return failure(row);
    }
    return {};
}

} // namespace lockbox
