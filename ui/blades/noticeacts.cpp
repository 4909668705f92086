#include "ui/blades/noticeacts.h"

#include "ui/blades/noticetext.h"
#include "ui/widgets/errortext.h"

namespace lockbox::ui {

NoticeActs::NoticeActs(ConsoleContext &context, QObject *parent)
    : QObject(parent), m_context(context)
{}

NoticeActs::Offer NoticeActs::offer(const Delivery &delivery) const
{
    if (!m_context.may(rules::Operation::ManageNotices))
        return {};
    const DeliveryState state = delivery.state;
    const bool isOfUse = !delivery.address.isEmpty() && delivery.giveUpAt > m_context.now();
    return {.retry = NoticeText::isTrouble(state) && isOfUse,
            .suppress = state == DeliveryState::Queued || state == DeliveryState::Failed,
            .isBusy = m_busy.contains(delivery.id)};
}

QString NoticeActs::question(const Delivery &delivery)
{
    return tr("Don't send this notice? “%1” will not reach %2. That you decided so stays on "
              "record.")
        .arg(NoticeText::subject(delivery), NoticeText::recipient(delivery));
}

void NoticeActs::retry(const Delivery &delivery)
{
    perform(&LockboxService::retryDelivery, delivery,
            tr("The notice to %1 waits to be sent again.").arg(NoticeText::who(delivery)));
}

void NoticeActs::suppress(const Delivery &delivery)
{
    perform(&LockboxService::suppressDelivery, delivery,
            tr("The notice to %1 will not be sent.").arg(NoticeText::who(delivery)));
}

void NoticeActs::perform(Act act, const Delivery &delivery, const QString &doneText)
{
    if (!m_busy.insert(delivery.id).second)
        return;
    emit changed();
    m_context.runner().run<Delivery>(
        this, {},
        [session = m_context.session(), act, id = delivery.id](LockboxService &service) {
            return (service.*act)(session, id);
        },
        [this, id = delivery.id, doneText](const Result<Delivery> &result) {
            m_busy.erase(id);
            emit changed();
            if (result)
                emit done(doneText);
            else
                emit refused(errorText(result.error()));
        });
}

} // namespace lockbox::ui
