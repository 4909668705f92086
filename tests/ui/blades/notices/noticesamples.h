#pragma once

#include "tests/ui/blades/requests/consolefixture.h"

/// Deliveries for tests of what is said about them.
namespace lockbox::samples {

inline Delivery delivery(DeliveryState state, NoticeKind kind = NoticeKind::RequestPending)
{
    return {.id = 7,
            .kind = kind,
            .request = RequestId(
                QUuid::fromString(QStringLiteral("979f5fcc-0000-4000-8000-c56ab355d452"))),
            .reference = QStringLiteral("EXSR359123"),
            .recipient = QStringLiteral("ben@contoso.example"),
            .recipientName = QStringLiteral("Ben Cole"),
            .address = QStringLiteral("ben.cole@contoso.example"),
            .state = state,
            .attempts = 1,
            .createdAt = at("2026-02-05T19:11:55Z"),
            .changedAt = at("2026-02-05T19:12:00Z"),
            .giveUpAt = at("2026-02-06T07:11:55Z")};
}

/// The newest mail that was written for somebody in this store.
inline Letter newestLetter(LockboxService &door, const User &to)
{
    const auto found =
        door.deliveries({admin().userPrincipalName},
                        {.recipient = to.userPrincipalName, .dueOnly = true, .limit = 1});
    if (!found || found->empty())
        qFatal("no mail for %s", qPrintable(to.userPrincipalName));
    return *door.letter({admin().userPrincipalName}, found->front().id);
}

} // namespace lockbox::samples
