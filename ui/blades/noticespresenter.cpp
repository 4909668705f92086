#include "ui/blades/noticespresenter.h"

#include <algorithm>

namespace lockbox::ui {

NoticesPresenter::NoticesPresenter(ConsoleContext &context, QObject *parent)
    : QObject(parent), m_context(context)
{}

QString NoticesPresenter::subtitle() const
{
    return m_isTroubleOnly ? tr("Those that did not arrive") : tr("All of them");
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
    m_context.runner().run<std::vector<Delivery>>(
        this, QStringLiteral("notices"),
        [session = m_context.session(), query](LockboxService &service) {
            return service.deliveries(session, query);
        },
        [this, limit = m_limit](Result<std::vector<Delivery>> deliveries) {
            take(std::move(deliveries), limit);
        });
}

void NoticesPresenter::take(Result<std::vector<Delivery>> deliveries, int limit)
{
    if (deliveries) {
        m_error.reset();
        m_deliveries = std::move(*deliveries);
        m_hasOlder = static_cast<int>(m_deliveries.size()) == limit && limit < most;
        m_face = m_deliveries.empty() ? Face::Empty : Face::List;
    } else {
        m_error = deliveries.error();
        if (m_face == Face::Loading)
            m_face = Face::Failed;
    }
    emit changed();
}

} // namespace lockbox::ui
