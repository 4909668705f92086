#include "core/base/timetext.h"
#include "core/domain/eventfields.h"
#include "core/mail/phrase.h"
#include "core/service/localservice.h"

#include <algorithm>

namespace lockbox {

using rules::Operation;

/// How long what could not be delivered is news.
static constexpr auto newsTime = std::chrono::days(7);

Result<NotificationSettings> LocalLockbox::notifications(const Session &session)
{
    return reading<NotificationSettings>(
        session, [&](const Scene &here) -> Result<NotificationSettings> {
            if (const auto role = rules::permission(here.actor, Operation::ReadUsers); !role)
                return failure(role);
            const auto row = m_notifications.find(here.key());
            return row ? Result<NotificationSettings>(row->settings) : failure(row);
        });
}

/// Whether a demo store would get a real mail server.
static bool namesServer(const NotificationSettings &settings)
{
    return !settings.host.isEmpty() || !settings.account.isEmpty();
}

Result<NotificationSettings> LocalLockbox::changeNotifications(const Session &session,
                                                               const NotificationChange &change)
{
    return writing<NotificationSettings>(
        session, [&](const Scene &here) -> Result<NotificationSettings> {
            const auto role = rules::permission(here.actor, Operation::ManageNotices);
            if (!role)
                return failure(role);
            const auto row = m_notifications.find(here.key());
            if (!row)
                return failure(row);
            const auto next = applied(change, row->settings);
            if (!next)
                return next;
            const auto shown = [&] { return Result<NotificationSettings>(row->settings); };
            if (auto ok = checkSeen(here, session, shown); !ok)
                return failure(ok);
            if (*next == row->settings)
                return next;
            if (here.tenant.demo && namesServer(*next))
                return failure(ErrorCode::NotSupported,
                               QStringLiteral("a demo store takes no mail server: its notices "
                                              "arrive in the approver's inbox and nowhere else"));
            if (auto ok = m_notifications.update(here.key(), *next); !ok)
                return failure(ok);
            if (auto ok = tellUserEvent(here, EventKind::SettingChanged, *role, {},
                                        eventFields(row->settings), eventFields(*next));
                !ok)
                return failure(ok);
            return next;
        });
}

static std::vector<Delivery> deliveriesIn(std::vector<OutboxRow> rows)
{
    std::vector<Delivery> deliveries;
    deliveries.reserve(rows.size());
    for (OutboxRow &row : rows)
        deliveries.push_back(std::move(row.delivery));
    return deliveries;
}

Result<std::vector<Delivery>> LocalLockbox::deliveries(const Session &session,
                                                       const DeliveryQuery &query)
{
    if (query.limit < 1 || query.limit > 1000)
        return invalid(QStringLiteral("limit"), QStringLiteral("limit must be between 1 and 1000"));
    return reading<std::vector<Delivery>>(
        session, [&](const Scene &here) -> Result<std::vector<Delivery>> {
            if (const auto role = rules::permission(here.actor, Operation::ReadUsers); !role)
                return failure(role);
            qint64 key = 0;
            if (query.request) {
                const auto row = resolve(here, *query.request);
                if (!row)
                    return failure(row);
                key = row->key;
            }
            auto rows = m_outbox.list(here.key(), query, key, here.now);
            if (!rows)
                return failure(rows);
            return deliveriesIn(std::move(*rows));
        });
}

Result<DeliveryCounts> LocalLockbox::deliveryCounts(const Session &session)
{
    return reading<DeliveryCounts>(session, [&](const Scene &here) -> Result<DeliveryCounts> {
        if (const auto role = rules::permission(here.actor, Operation::ReadUsers); !role)
            return failure(role);
        return m_outbox.counts(here.key(), here.now - newsTime);
    });
}

Result<void> LocalLockbox::addNotices(const Scene &scene, RequestDetails &details,
                                      qint64 requestKey)
{
    if (!details.request.notifiedAt || !rules::permission(scene.actor, Operation::ReadUsers))
        return {};
    constexpr int most = 1000;
    auto rows = m_outbox.list(scene.key(), {.limit = most}, requestKey, scene.now);
    if (!rows)
        return failure(rows);
    details.deliveries = deliveriesIn(std::move(*rows));
    std::ranges::reverse(details.deliveries);
    const auto settings = m_notifications.find(scene.key());
    if (!settings)
        return failure(settings);
    details.phrase = requestPhrase(settings->phraseKey, scene.tenant.tenant.id, details.request.id);
    return {};
}

Result<void> LocalLockbox::addNotices(const Scene &scene, Overview &overview)
{
    if (!rules::permission(scene.actor, Operation::ReadUsers))
        return {};
    auto counts = m_outbox.counts(scene.key(), scene.now - newsTime);
    if (!counts)
        return failure(counts);
    overview.deliveries = std::move(*counts);
    const auto settings = m_notifications.find(scene.key());
    if (!settings)
        return failure(settings);
    if (!scene.tenant.demo)
        overview.mailTrouble = settings->settings.incompleteReason();
    return {};
}

Result<OutboxRow> LocalLockbox::findDelivery(const Scene &scene, qint64 delivery)
{
    auto row = m_outbox.byKey(scene.key(), delivery);
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::NotFound, QStringLiteral("there is no notice %1").arg(delivery));
    return std::move(**row);
}

/// Why there is no further attempt for it; empty where there may be one. `request` is what it is about, as it is now, if anything.
static QString objectionToRetry(const Delivery &delivery,
                                const std::optional<AccessRequest> &request, Timestamp now)
{
    const bool asks =
        delivery.kind == NoticeKind::RequestPending || delivery.kind == NoticeKind::Reminder;
    if (asks && request && request->state != RequestState::Pending)
        return QStringLiteral("is of no use any more: the request is %1")
            .arg(toSlug(request->state));
    if (delivery.state == DeliveryState::Queued && delivery.nextAt && *delivery.nextAt > now)
        return QStringLiteral("waits for its time, %1").arg(toRfc3339(*delivery.nextAt));
    if (delivery.state == DeliveryState::Sent)
        return QStringLiteral("was sent already");
    if (delivery.state == DeliveryState::Sending)
        return QStringLiteral("is being sent");
    if (delivery.address.isEmpty())
        return QStringLiteral("has no address to go to");
    if (delivery.giveUpAt <= now)
        return QStringLiteral("is of no use any more");
    return {};
}

Result<Delivery> LocalLockbox::retryDelivery(const Session &session, qint64 delivery)
{
    return writing<Delivery>(session, [&](const Scene &here) -> Result<Delivery> {
        if (const auto role = rules::permission(here.actor, Operation::ManageNotices); !role)
            return failure(role);
        const auto row = findDelivery(here, delivery);
        if (!row)
            return failure(row);
        std::optional<AccessRequest> about;
        if (!row->delivery.request.isNull()) {
            const auto found = m_requests.byId(here.key(), row->delivery.request);
            if (!found)
                return failure(found);
            if (*found)
                about = atTime((*found)->request, here.now);
        }
        if (const QString why = objectionToRetry(row->delivery, about, here.now); !why.isEmpty())
            return failure(ErrorCode::WrongState,
                           QStringLiteral("notice %1 %2").arg(delivery).arg(why));
        Delivery next = row->delivery;
        next.state = DeliveryState::Queued;
        next.changedAt = here.now;
        next.nextAt = here.now;
        next.words =
            QStringLiteral("tried again at the wish of %1").arg(here.actor.userPrincipalName);
        if (const auto changed = m_outbox.update(here.key(), row->delivery, next); !changed)
            return failure(changed);
        return next;
    });
}

Result<Delivery> LocalLockbox::suppressDelivery(const Session &session, qint64 delivery)
{
    return writing<Delivery>(session, [&](const Scene &here) -> Result<Delivery> {
        const auto role = rules::permission(here.actor, Operation::ManageNotices);
        if (!role)
            return failure(role);
        const auto row = findDelivery(here, delivery);
        if (!row)
            return failure(row);
        if (isFinal(row->delivery.state) || row->delivery.state == DeliveryState::Sending)
            return failure(ErrorCode::WrongState,
                           QStringLiteral("notice %1 is %2: there is nothing to suppress")
                               .arg(delivery)
                               .arg(toSlug(row->delivery.state)));
        Delivery next = row->delivery;
        next.state = DeliveryState::Suppressed;
        next.changedAt = here.now;
        next.nextAt.reset();
        next.words = QStringLiteral("suppressed by %1").arg(here.actor.userPrincipalName);
        if (const auto changed = m_outbox.update(here.key(), row->delivery, next); !changed)
            return failure(changed);
        // Who keeps somebody from hearing of a request stays on record.
        Event event = here.event(EventKind::NoticeSuppressed);
        event.actorRole = *role;
        event.request = next.request;
        event.reference = next.reference;
        event.user = next.recipient;
        event.details = {{QStringLiteral("notice"), toSlug(next.kind)},
                         {QStringLiteral("address"), next.address}};
        if (auto ok = tell(here.tenant, event, row->requestKey); !ok)
            return failure(ok);
        return next;
    });
}

} // namespace lockbox
