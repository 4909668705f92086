#include "tests/core/domain/historysamples.h"

namespace lockbox::samples {

extern const Tenant contoso{.id = TenantId::fromString(u"2b3c91f6-1111-4222-8333-0123456789ab"),
                            .name = QStringLiteral("Contoso"),
                            .domain = QStringLiteral("contoso.example"),
                            .provider = QStringLiteral("Fabrikam")};
extern const QString key = QStringLiteral("lockbox/x+12345678+AAAA");

Event userEvent(EventKind kind, const User &before, const User &after)
{
    const QJsonObject was = kind == EventKind::UserAdded ? QJsonObject() : eventFields(before);
    Event event{.at = filed,
                .kind = kind,
                .user = after.userPrincipalName,
                .before = differing(was, eventFields(after)),
                .after = differing(eventFields(after), was)};
    if (kind != EventKind::UserAdded)
        event.actor = QStringLiteral("ann@contoso.example");
    if (kind != EventKind::UserAdded)
        event.actorRole = Role::GlobalAdministrator;
    return event;
}

User userOf(const Actor &actor)
{
    return {.userPrincipalName = actor.userPrincipalName,
            .displayName = actor.displayName,
            .email = actor.userPrincipalName,
            .side = sideOf(actor.roles, Side::Customer),
            .roles = actor.roles};
}

User pat(const QString &email, const RoleSet &roles)
{
    return {.userPrincipalName = plainUser().userPrincipalName,
            .displayName = plainUser().displayName,
            .email = email,
            .alternateEmail = {},
            .side = Side::Customer,
            .roles = roles};
}

User ann()
{
    return {.userPrincipalName = QStringLiteral("ann@contoso.example"),
            .displayName = QStringLiteral("Ann"),
            .roles = {Role::GlobalAdministrator}};
}

Event created()
{
    Event event{.at = filed, .kind = EventKind::TenantCreated};
    event.after = eventFields(first);
    const QJsonObject tenant = eventFields(contoso, true);
    for (auto it = tenant.begin(); it != tenant.end(); ++it)
        event.after.insert(it.key(), it.value());
    event.details.insert(QStringLiteral("logKey"), key);
    return event;
}

std::vector<rules::Recipient> told()
{
    return {{.userPrincipalName = approver().userPrincipalName,
             .address = approver().userPrincipalName},
            {.userPrincipalName = ann().userPrincipalName, .address = {}},
            {.userPrincipalName = admin().userPrincipalName, .address = admin().userPrincipalName}};
}

void take(History &history, const Result<rules::Change> &change, AccessRequest &request)
{
    if (!change)
        qFatal("%s", qPrintable(change.error().message));
    history.insert(history.end(), change->events.begin(), change->events.end());
    request = change->request;
}

AccessRequest filedRequest(History &history, const RequestId &id, const QString &reference)
{
    AccessRequest request;
    take(history,
         rules::submit(engineer(),
                       {.reference = reference,
                        .service = QStringLiteral("Exchange"),
                        .reason = QStringLiteral("Mail is stuck"),
                        .duration = 1h},
                       second, id, filed),
         request);
    return request;
}

History history(AccessRequest *left)
{
    const User before = pat({}, {});
    const User between = pat({}, {Role::GlobalReader});
    const User after = pat(QStringLiteral("pat@home.example"), {Role::GlobalReader});
    const auto has = [](const Actor &actor) {
        return userEvent(EventKind::UserAdded, {}, userOf(actor));
    };
    History all = {created(),
                   userEvent(EventKind::UserAdded, {}, ann()),
                   has(engineer()),
                   has(manager()),
                   has(approver()),
                   has(admin()),
                   userEvent(EventKind::UserAdded, {}, before),
                   userEvent(EventKind::UserRolesChanged, before, between),
                   userEvent(EventKind::UserEmailChanged, between, after)};
    all.push_back({.at = filed,
                   .kind = EventKind::SettingChanged,
                   .actor = ann().userPrincipalName,
                   .actorRole = Role::GlobalAdministrator,
                   .before = differing(eventFields(first), eventFields(second)),
                   .after = differing(eventFields(second), eventFields(first))});
    all.push_back({.at = filed,
                   .kind = EventKind::ClockAdvanced,
                   .actor = ann().userPrincipalName,
                   .details = {{QStringLiteral("by"), 60}}});
    AccessRequest request = filedRequest(all, submitted().id, QStringLiteral("SR1"));
    take(all, rules::authorize(manager(), request, {}, second, told(), notified), request);
    take(all, rules::approve(approver(), request, {}, second, decided), request);
    take(all, rules::recordAction(engineer(), request, QStringLiteral("looked"), decided), request);
    take(all, rules::complete(engineer(), request, {}, decided + 1min), request);
    const auto other = RequestId::fromString(u"00000000-0000-4000-8000-000000000002");
    request = filedRequest(all, other, QStringLiteral("SR2"));
    take(all, rules::authorize(manager(), request, {}, second, told(), notified), request);
    if (left)
        *left = request;
    for (size_t i = 0; i < all.size(); ++i)
        all[i].seq = qint64(i) + 1;
    return all;
}

QString firstContradiction(const History &all, Replay &replay)
{
    for (size_t i = 0; i < all.size(); ++i) {
        if (const auto wrong = replay.take(all[i]))
            return QStringLiteral("%1 %2: %3").arg(i).arg(wrong->field, wrong->message);
    }
    return {};
}

QString firstContradiction(const History &all)
{
    Replay replay;
    return firstContradiction(all, replay);
}

int firstWrong(const History &all)
{
    const QString wrong = firstContradiction(all);
    return wrong.isEmpty() ? -1 : wrong.section(QLatin1Char(' '), 0, 0).toInt();
}

void checkForged(const Forge &forge, const QString &wrong)
{
    History all = history();
    QCOMPARE(firstContradiction(all), QString());
    forge(all);
    const QString found = firstContradiction(all);
    const QStringList parts = wrong.split(QLatin1Char('*'));
    QVERIFY2(found.startsWith(parts.front()), qPrintable(found));
    qsizetype place = 0;
    for (const QString &part : parts) {
        place = found.indexOf(part, place);
        QVERIFY2(place >= 0, qPrintable(found));
        place += part.size();
    }
}

} // namespace lockbox::samples
