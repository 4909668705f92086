#include "tests/core/service/longhistory.h"

#include <algorithm>

namespace lockbox::test {

using namespace std::chrono_literals;
using T = ContosoTenant;

/// Texts that people write, one for each of some comments.
static const QStringList &texts()
{
    static const QStringList all = {QStringLiteral("ÄNDERUNG am Postfach"),
                                    QStringLiteral("100% done_soon"),
                                    QStringLiteral("he said \"no\" to C:\\temp"),
                                    QStringLiteral("two\nlines"),
                                    QStringLiteral("mail flow stops"),
                                    QStringLiteral("300 \u212A"), // the sign of Kelvin
                                    QStringLiteral("Wa\u017F\u017Fer"),
                                    QStringLiteral("\U00010400 deseret")};
    return all;
}

LongHistory::LongHistory()
{
    for (int round = 0; round < 3; ++round) {
        fill(round);
        m_tenant.clock().advance(round == 0 ? -10h : 1h);
    }
    m_database = m_tenant.below();
    m_key = need(TenantStore(*m_database).first()).key;
    m_all = need(EventStore(*m_database).list(m_key, 0, 1'000'000));
    RequestStore requests(*m_database);
    for (const Event &event : m_all) {
        if (!event.request.isNull())
            m_requests[event.request.toString()] =
                need(requests.byId(m_key, event.request))->request;
    }
}

void LongHistory::fill(int round)
{
    int count = round * int(allRequestStates().size());
    for (const RequestState state : allRequestStates()) {
        m_tenant.inState(state);
        need(m_tenant->setEmail(T::ada(), T::bill().userPrincipalName,
                                QStringLiteral("bill%1@contoso.com").arg(count)));
        const QString text = texts().at(count % texts().size());
        const QString reference = QStringLiteral("SR#%1").arg(count++ % 4);
        // Some of them the customer has never seen.
        const auto filed =
            count % 2 ? m_tenant.authorized(reference) : m_tenant.submitted(reference);
        need(m_tenant->cancelRequest(T::eve(), filed.id.toString(), text));
        const auto open = m_tenant.approved(QStringLiteral("sr%1").arg(count));
        need(m_tenant->recordAction(T::eve(), open.id.toString(), text));
        if (round == 1)
            need(m_tenant->revokeAccess(T::ada(), open.id.toString(), text));
    }
}

bool LongHistory::isVisible(const Event &event, const Visibility &visibility) const
{
    if (event.request.isNull() || visibility.kind == Visibility::Kind::All)
        return true;
    const AccessRequest &request = m_requests.at(event.request.toString());
    return visibility.kind == Visibility::Kind::Own ? request.requestor == visibility.requestor
                                                    : request.visibleToCustomer();
}

std::vector<Event> LongHistory::expected(const EventQuery &query,
                                         const Visibility &visibility) const
{
    const auto &kinds = query.kinds;
    const auto fits = [&](const Event &event) {
        const bool isBehind = query.newestFirst ? event.seq < query.after : event.seq > query.after;
        return isVisible(event, visibility) && (isBehind || query.after == 0)
               && (kinds.empty()
                   || std::find(kinds.begin(), kinds.end(), event.kind) != kinds.end())
               && (!query.from || event.at >= *query.from)
               && (!query.until || event.at < *query.until)
               && (!query.request || event.request.toString() == *query.request)
               && contains(event, searchWordsOf(query));
    };
    std::vector<Event> found;
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(found), fits);
    if (query.newestFirst)
        std::reverse(found.begin(), found.end());
    return found;
}

std::vector<Event> LongHistory::asked(const EventQuery &query)
{
    return need(m_tenant->events(T::rita(), query)).items;
}

} // namespace lockbox::test
