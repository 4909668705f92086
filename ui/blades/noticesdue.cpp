#include "ui/blades/noticesdue.h"

#include <algorithm>

namespace lockbox::ui {

Result<qint64> NoticesDue::read(LockboxService &service, const Session &session, bool isDemo,
                                Timestamp now)
{
    if (isDemo)
        return 0;
    using enum DeliveryState;
    auto all = service.deliveries(session, {.states = {Sending}, .limit = most});
    if (!all)
        return failure(all);
    const auto due =
        service.deliveries(session, {.states = {Queued, Failed}, .dueOnly = true, .limit = most});
    if (!due)
        return failure(due);
    all->insert(all->end(), due->begin(), due->end());
    return count(*all, now);
}

qint64 NoticesDue::count(const std::vector<Delivery> &deliveries, Timestamp now)
{
    using enum DeliveryState;
    const auto isInHand = [now](const Delivery &delivery) {
        return delivery.state == Sending && delivery.nextAt && *delivery.nextAt > now;
    };
    if (std::ranges::any_of(deliveries, isInHand))
        return 0;
    return std::ranges::count_if(deliveries, [now](const Delivery &delivery) {
        return (delivery.state == Queued || delivery.state == Failed) && delivery.nextAt
               && now - *delivery.nextAt > patience;
    });
}

QString NoticesDue::text(qint64 count)
{
    if (count == 0)
        return {};
    if (count == 1)
        return tr("1 notice is due and nothing is sending it. Run “lockbox notify run” on the "
                  "machine that has the store.");
    const QString number = count < most ? QString::number(count) : tr("%1 or more").arg(most);
    return tr("%1 notices are due and nothing is sending them. Run “lockbox notify run” on the "
              "machine that has the store.")
        .arg(number);
}

} // namespace lockbox::ui
