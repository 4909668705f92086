#pragma once

#include "ui/models/eventgroups.h"
#include "ui/models/eventreading.h"

#include <QCoreApplication>
#include <QDate>

namespace lockbox::ui {

/// What the Audit log shows and says about itself, without its widgets: which events, its footer,
/// and what stands there when it is empty.
class AuditLogPresenter
{
    Q_DECLARE_TR_FUNCTIONS(AuditLogPresenter)

public:
    /// Of which time.
    enum class Period { Any, Today, Week, Month, Year, Days };

    /// What is held of the list.
    struct Shown {
        int rows = 0;
        bool atStart = true;
        bool atEnd = false;
        bool isSearching = false; ///< Rows are still being looked for.
        std::optional<Timestamp> lookedTo;
    };

    /// What is shown instead of rows.
    struct Empty {
        QString title;
        QString text;
        QString action; ///< The next step's button, or empty.

        bool operator==(const Empty &) const = default;
    };

    static const std::vector<Period> &allPeriods();
    static QString periodName(Period period);

    void setGroups(const std::vector<EventGroup> &groups) { m_groups = groups; }
    void setSearch(const QString &search) { m_search = search.simplified(); }
    void setPeriod(Period period) { m_period = period; }
    /// For Period::Days: both days belong to it; an invalid one leaves that side open.
    void setDays(const QDate &first, const QDate &last);
    void clear();
    bool isFiltered() const;
    /// Days are the local ones.
    EventFilter filter(Timestamp now) const;

    /// How many events the log holds; nothing where that isn't known.
    void setTotal(std::optional<qint64> total) { m_total = total; }
    void setShown(const Shown &shown) { m_shown = shown; }
    QString footer() const;
    Empty empty() const;

private:
    QString found() const;
    QString lookedTo() const;

    std::vector<EventGroup> m_groups;
    QString m_search;
    Period m_period = Period::Any;
    QDate m_firstDay;
    QDate m_lastDay;
    std::optional<qint64> m_total;
    Shown m_shown;
};

} // namespace lockbox::ui
