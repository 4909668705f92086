#include "ui/blades/requestspresenter.h"

#include "ui/models/requestroles.h"

#include <QLocale>

#include <numeric>

namespace lockbox::ui {

void RequestsPresenter::setNothing(const QString &title, const QString &text)
{
    m_nothingTitle = title;
    m_nothingText = text;
}

void RequestsPresenter::setShown(int rows, bool isAll)
{
    m_rows = rows;
    m_isAll = isAll;
}

qint64 RequestsPresenter::count(RequestState state) const
{
    const auto it = m_counts.find(state);
    return it == m_counts.end() ? 0 : it->second;
}

qint64 RequestsPresenter::total() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), qint64(0),
                           [](qint64 sum, const auto &entry) { return sum + entry.second; });
}

QString RequestsPresenter::listed() const
{
    const QLocale locale;
    const QString all =
        total() == 1 ? tr("1 request") : tr("%1 requests").arg(locale.toString(total()));
    if (!isFiltered())
        return all;
    if (m_isAll)
        return tr("%1 of %2").arg(locale.toString(m_rows), all);
    if (!m_query.search.isEmpty())
        return tr("more than %1 of %2").arg(locale.toString(m_rows), all);
    const qint64 matching =
        std::accumulate(m_query.states.begin(), m_query.states.end(), qint64(0),
                        [this](qint64 sum, RequestState state) { return sum + count(state); });
    return tr("%1 of %2").arg(locale.toString(matching), all);
}

QString RequestsPresenter::footer() const
{
    const QLocale locale;
    QStringList parts;
    // Only the provider's side sees these.
    if (const qint64 submitted = count(RequestState::Submitted); submitted > 0)
        parts.append(tr("%1 waiting for the manager").arg(locale.toString(submitted)));
    parts.append(tr("%1 waiting").arg(locale.toString(count(RequestState::Pending))));
    parts.append(tr("%1 with open access").arg(locale.toString(count(RequestState::Approved))));
    parts.append(listed());
    return parts.join(QStringLiteral(" · "));
}

RequestsPresenter::Empty RequestsPresenter::empty() const
{
    if (!isFiltered())
        return {m_nothingTitle, m_nothingText, {}, false};
    return {tr("No request matches"),
            m_query.search.isEmpty() ? tr("No request has the chosen action status.")
                                     : tr("Nothing was found for “%1”.").arg(m_query.search),
            tr("Clear filter"), true};
}

std::optional<RequestSort> RequestsPresenter::sortOf(int column)
{
    switch (static_cast<RequestColumn>(column)) {
    case RequestColumn::Reference: return RequestSort::Reference;
    case RequestColumn::DateRequested: return RequestSort::SubmittedAt;
    case RequestColumn::Requestor: return RequestSort::Requestor;
    case RequestColumn::ActionStatus: return RequestSort::State;
    case RequestColumn::Service: return RequestSort::Service;
    case RequestColumn::Reason:
    case RequestColumn::TimeLeft:
    case RequestColumn::DecidedBy: break;
    }
    return std::nullopt;
}

} // namespace lockbox::ui
