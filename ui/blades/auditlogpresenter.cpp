#include "ui/blades/auditlogpresenter.h"

#include "ui/models/logtext.h"

#include <QDateTime>
#include <QLocale>

namespace lockbox::ui {

namespace {

QDateTime local(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

Timestamp startOf(const QDate &day)
{
    return Timestamp(std::chrono::milliseconds(day.startOfDay().toMSecsSinceEpoch()));
}

/// How many days a period reaches back, today counted.
int daysOf(AuditLogPresenter::Period period)
{
    switch (period) {
    case AuditLogPresenter::Period::Today: return 1;
    case AuditLogPresenter::Period::Week: return 7;
    case AuditLogPresenter::Period::Month: return 30;
    case AuditLogPresenter::Period::Year: return 365;
    case AuditLogPresenter::Period::Any:
    case AuditLogPresenter::Period::Days: break;
    }
    return 0;
}

} // namespace

const std::vector<AuditLogPresenter::Period> &AuditLogPresenter::allPeriods()
{
    using enum Period;
    static const std::vector<Period> periods = {Any, Today, Week, Month, Year, Days};
    return periods;
}

QString AuditLogPresenter::periodName(Period period)
{
    switch (period) {
    case Period::Any: return tr("Any time");
    case Period::Today: return tr("Today");
    case Period::Week: return tr("Last 7 days");
    case Period::Month: return tr("Last 30 days");
    case Period::Year: return tr("Last 365 days");
    case Period::Days: break;
    }
    return tr("From day to day");
}

void AuditLogPresenter::setDays(const QDate &first, const QDate &last)
{
    m_firstDay = first;
    m_lastDay = last;
}

void AuditLogPresenter::clear()
{
    m_groups.clear();
    m_search.clear();
    m_period = Period::Any;
}

bool AuditLogPresenter::isFiltered() const
{
    return !m_groups.empty() || !m_search.isEmpty() || m_period != Period::Any;
}

EventFilter AuditLogPresenter::filter(Timestamp now) const
{
    EventFilter filter{.kinds = kindsOf(m_groups), .search = m_search, .from = {}, .until = {}};
    if (const int days = daysOf(m_period); days > 0)
        filter.from = startOf(local(now).date().addDays(1 - days));
    if (m_period == Period::Days) {
        if (m_firstDay.isValid())
            filter.from = startOf(m_firstDay);
        if (m_lastDay.isValid())
            filter.until = startOf(m_lastDay.addDays(1));
    }
    return filter;
}

QString AuditLogPresenter::lookedTo() const
{
    return m_shown.lookedTo
               ? QLocale().toString(local(*m_shown.lookedTo), QStringLiteral("d MMMM yyyy"))
               : QString();
}

QString AuditLogPresenter::found() const
{
    const QString count = m_shown.rows == 1
                              ? tr("1 event found")
                              : tr("%1 events found").arg(QLocale().toString(m_shown.rows));
    if (m_shown.isSearching && !lookedTo().isEmpty())
        return tr("%1, searched back to %2 …").arg(count, lookedTo());
    if (m_shown.isSearching)
        return tr("Searching …");
    if (m_shown.atStart && m_shown.atEnd)
        return count;
    return lookedTo().isEmpty() ? tr("More than %1").arg(count)
                                : tr("More than %1, searched back to %2").arg(count, lookedTo());
}

QString AuditLogPresenter::footer() const
{
    if (isFiltered())
        return found();
    if (!m_total)
        return eventCountText(m_shown.rows);
    const QLocale locale;
    const QString all = eventCountText(*m_total);
    if (m_shown.atStart && m_shown.atEnd && m_shown.rows < *m_total)
        return tr("%1 of %2. The others belong to requests that have not passed the provider's "
                  "manager.")
            .arg(locale.toString(m_shown.rows), all);
    return all;
}

AuditLogPresenter::Empty AuditLogPresenter::empty() const
{
    if (m_shown.isSearching)
        return {tr("Searching …"),
                lookedTo().isEmpty() ? QString() : tr("Searched back to %1.").arg(lookedTo()),
                {}};
    if (!isFiltered())
        return {tr("No events yet"), tr("What happens in this tenant is recorded here."), {}};
    return {tr("No event matches"),
            m_search.isEmpty() ? tr("Nothing of the chosen kind happened in the chosen time.")
                               : tr("Nothing was found for “%1”.").arg(m_search),
            tr("Clear filter")};
}

} // namespace lockbox::ui
