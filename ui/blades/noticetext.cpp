#include "ui/blades/noticetext.h"

#include "ui/models/noticenames.h"
#include "ui/models/requesttext.h"

namespace lockbox::ui {

QString NoticeText::kind(NoticeKind kind)
{
    return noticeName(kind);
}

QString NoticeText::state(const Delivery &delivery, Timestamp now)
{
    const bool isLater = delivery.nextAt && *delivery.nextAt > now;
    switch (delivery.state) {
    case DeliveryState::Queued:
        return isLater ? tr("Will be sent %1").arg(localAndUtcText(*delivery.nextAt))
                       : tr("Waits to be sent");
    case DeliveryState::Sending: return tr("Is being sent");
    case DeliveryState::Sent: return tr("Sent %1").arg(localAndUtcText(delivery.changedAt));
    case DeliveryState::Failed:
        return isLater ? tr("Failed; next attempt %1").arg(localAndUtcText(*delivery.nextAt))
                       : tr("Failed; will be tried again now");
    case DeliveryState::Undeliverable:
        return delivery.words.isEmpty() ? tr("Could not be delivered")
                                        : tr("Could not be delivered: %1").arg(delivery.words);
    case DeliveryState::Suppressed: break;
    }
    return delivery.words.isEmpty() ? tr("Not sent") : tr("Not sent: %1").arg(delivery.words);
}

NoticeText::Sign NoticeText::sign(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Queued:
    case DeliveryState::Sending: return {QStringLiteral("clock"), Token::SecondText};
    case DeliveryState::Sent: return {QStringLiteral("check"), Token::Good};
    case DeliveryState::Failed: return {QStringLiteral("warning"), Token::Wait};
    case DeliveryState::Undeliverable: return {QStringLiteral("error"), Token::Bad};
    case DeliveryState::Suppressed: break;
    }
    return {QStringLiteral("cancel"), Token::Ended};
}

bool NoticeText::isTrouble(DeliveryState state)
{
    return state == DeliveryState::Failed || state == DeliveryState::Undeliverable;
}

QString NoticeText::who(const Delivery &delivery)
{
    return delivery.recipientName.isEmpty() ? delivery.recipient : delivery.recipientName;
}

QString NoticeText::subject(const Delivery &delivery)
{
    return delivery.reference.isEmpty() ? kind(delivery.kind)
                                        : tr("%1, %2").arg(kind(delivery.kind), delivery.reference);
}

QString NoticeText::recipient(const Delivery &delivery)
{
    const QString address = delivery.address.isEmpty() ? delivery.recipient : delivery.address;
    return delivery.recipientName.isEmpty() || delivery.recipientName == address
               ? address
               : tr("%1 <%2>").arg(delivery.recipientName, address);
}

QString NoticeText::words(const Delivery &delivery)
{
    const QString to = delivery.address.isEmpty() ? tr("No address") : delivery.address;
    return delivery.words.isEmpty() ? to : to + QLatin1Char('\n') + delivery.words;
}

QString NoticeText::sentence(const Delivery &delivery, Timestamp now)
{
    return tr("%1 to %2: %3").arg(subject(delivery), who(delivery), state(delivery, now));
}

Timestamp NoticeText::arrival(const Delivery &delivery)
{
    return delivery.nextAt.value_or(delivery.changedAt);
}

} // namespace lockbox::ui
