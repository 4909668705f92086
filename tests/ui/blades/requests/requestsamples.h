#pragma once

#include "core/base/timetext.h"
#include "core/service/lockboxservice.h"

/// Requests, people and stories for tests of presenters: made by the rules themselves, so that they are as real ones are.
namespace lockbox::samples {

inline Timestamp at(const char *text)
{
    return *parseRfc3339(QString::fromLatin1(text), QStringLiteral("time"));
}

inline Tenant tenant()
{
    return {.id =
                TenantId(QUuid::fromString(QStringLiteral("dac0e46e-0000-4000-8000-676a25342e91"))),
            .name = QStringLiteral("Contoso"),
            .domain = QStringLiteral("contoso.onmicrosoft.com"),
            .provider = QStringLiteral("Microsoft")};
}

inline User user(const char *name, const char *displayName, Side side, RoleSet roles)
{
    return {.userPrincipalName = QString::fromLatin1(name),
            .displayName = QString::fromLatin1(displayName),
            .email = QString::fromLatin1(name),
            .alternateEmail = {},
            .side = side,
            .roles = roles};
}

inline User admin()
{
    return user("ada@contoso.example", "Ada Berg", Side::Customer, {Role::GlobalAdministrator});
}
inline User approver()
{
    return user("ben@contoso.example", "Ben Cole", Side::Customer, {Role::LockboxApprover});
}
inline User reader()
{
    return user("rea@contoso.example", "Rea Lund", Side::Customer, {Role::SecurityReader});
}
inline User engineer()
{
    return user("eng@provider.example", "Eno Gray", Side::Provider, {Role::Engineer});
}
inline User manager()
{
    return user("mia@provider.example", "Mia Hart", Side::Provider, {Role::Manager});
}

inline Policy policy()
{
    return {.requireApproval = true};
}

/// A request and what has happened to it so far, made by calling the rules.
class Told
{
public:
    Told()
    {
        take(*rules::submit(
            toActor(engineer()),
            {.reference = QStringLiteral("EXSR359123"),
             .service = QStringLiteral("Exchange"),
             .reason = QStringLiteral("Troubleshoot issues impacting the customer's service"),
             .duration = std::chrono::hours(4)},
            policy(),
            RequestId(QUuid::fromString(QStringLiteral("979f5fcc-0000-4000-8000-c56ab355d452"))),
            at("2026-02-05T18:00:00Z")));
    }

    /// Notified at 19:11:55, expires at 07:11:55 the next day.
    Told &authorized(const Policy &with = policy())
    {
        return take(*rules::authorize(
            toActor(manager()), details.request, {}, with,
            {{.userPrincipalName = admin().userPrincipalName, .address = admin().email},
             {.userPrincipalName = approver().userPrincipalName, .address = {}}},
            at("2026-02-05T19:11:55Z")));
    }
    Told &approved(std::optional<std::chrono::seconds> window = {})
    {
        return take(*rules::approve(toActor(admin()), details.request,
                                    {.window = window, .comment = QStringLiteral("go ahead")},
                                    policy(), at("2026-02-05T20:00:00Z")));
    }
    Told &denied()
    {
        return take(*rules::deny(toActor(approver()), details.request, QStringLiteral("not today"),
                                 policy(), at("2026-02-05T20:00:00Z")));
    }
    Told &recorded()
    {
        return take(*rules::recordAction(toActor(engineer()), details.request,
                                         QStringLiteral("read the mailbox rules"),
                                         at("2026-02-05T20:30:00Z")));
    }
    Told &elapsed(Timestamp now)
    {
        if (const auto change = rules::elapse(details.request, now))
            take(*change);
        return *this;
    }

    RequestDetails details;

private:
    Told &take(const rules::Change &change)
    {
        details.request = change.request;
        details.timeline.insert(details.timeline.end(), change.events.begin(), change.events.end());
        return *this;
    }
};

} // namespace lockbox::samples
