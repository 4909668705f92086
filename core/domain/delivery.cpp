#include "core/domain/delivery.h"

namespace lockbox {

const std::vector<DeliveryState> &allDeliveryStates()
{
    using enum DeliveryState;
    static const std::vector<DeliveryState> all = {Queued, Sending,       Sent,
                                                   Failed, Undeliverable, Suppressed};
    return all;
}

QString toSlug(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Queued: return QStringLiteral("queued");
    case DeliveryState::Sending: return QStringLiteral("sending");
    case DeliveryState::Sent: return QStringLiteral("sent");
    case DeliveryState::Failed: return QStringLiteral("failed");
    case DeliveryState::Undeliverable: return QStringLiteral("undeliverable");
    case DeliveryState::Suppressed: break;
    }
    return QStringLiteral("suppressed");
}

Result<DeliveryState> parseDeliveryState(QStringView slug)
{
    for (const DeliveryState state : allDeliveryStates()) {
        if (slug == toSlug(state))
            return state;
    }
    return invalid(QStringLiteral("state"),
                   QStringLiteral("\"%1\" is no state of a delivery").arg(slug));
}

bool isFinal(DeliveryState state)
{
    return state == DeliveryState::Sent || state == DeliveryState::Undeliverable
           || state == DeliveryState::Suppressed;
}

} // namespace lockbox
