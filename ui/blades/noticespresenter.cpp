#include "ui/blades/noticespresenter.h"

#include "ui/blades/noticesdue.h"

#include <algorithm>

namespace lockbox::ui {

NoticesPresenter::NoticesPresenter(ConsoleContext &context, QObject *parent)
    : QObject(parent), m_context(context)
{}

QString NoticesPresenter::subtitle() const
{
    return m_isTroubleOnly ? tr("Those that did not arrive") : tr("All of them");
}

QString NoticesPresenter::dueText() const
{
    return NoticesDue::text(m_due);
}

void NoticesPresenter::setTroubleOnly(bool isTroubleOnly)
{
    if (isTroubleOnly == m_isTroubleOnly)
        return;
    m_isTroubleOnly = isTroubleOnly;
    m_limit = step;
    m_deliveries.clear();
    m_hasOlder = false;
    m_face = Face::Loading;
    emit changed();
    refresh();
}

void NoticesPresenter::showOlder()
{
    m_limit = std::min(m_limit + step, most);
    refresh();
}

void NoticesPresenter::refresh()
{
    DeliveryQuery query;
    query.limit = m_limit;
    if (m_isTroubleOnly)
        query.states = {DeliveryState::Undeliverable, DeliveryState::Failed};
    m_context.runner().run<Reading>(
        this, QStringLiteral("notices"),
        [session = m_context.session(), query, isDemo = m_context.info().demo,
         now = m_context.now()](LockboxService &service) -> Result<Reading> {
            auto deliveries = service.deliveries(session, query);
            if (!deliveries)
                return failure(deliveries);
            const auto due = NoticesDue::read(service, session, isDemo, now);
            if (!due)
                return failure(due);
            return Reading{.deliveries = std::move(*deliveries), .due = *due};
        },
        [this, limit = m_limit](Result<Reading> reading) { take(std::move(reading), limit); });
}

void NoticesPresenter::take(Result<Reading> reading, int limit)
{
    if (reading) {
        m_error.reset();
        m_deliveries = std::move(reading->deliveries);
        m_due = reading->due;
        m_hasOlder = static_cast<int>(m_deliveries.size()) == limit && limit < most;
        m_face = m_deliveries.empty() ? Face::Empty : Face::List;
    } else {
        m_error = reading.error();
        if (m_face == Face::Loading)
            m_face = Face::Failed;
    }
    emit changed();
}

} // namespace lockbox::ui
