#pragma once

#include "core/domain/requestquery.h"

#include <QCoreApplication>

namespace lockbox::ui {

/// What a list of requests says about itself, without its widgets: its footer, and what stands there when it is empty.
class RequestsPresenter
{
    Q_DECLARE_TR_FUNCTIONS(RequestsPresenter)

public:
    /// What is shown instead of rows.
    struct Empty {
        QString title;
        QString text;
        QString action; ///< The next step's button, or empty.
        bool isFiltered = false;

        bool operator==(const Empty &) const = default;
    };

    /// What is said where there is no request at all.
    void setNothing(const QString &title, const QString &text);
    void setCounts(const RequestCounts &counts) { m_counts = counts; }
    void setQuery(const RequestQuery &query) { m_query = query; }
    /// How many rows are held, and whether these are all that match.
    void setShown(int rows, bool isAll);

    bool isFiltered() const { return !m_query.states.empty() || !m_query.search.isEmpty(); }
    qint64 count(RequestState state) const;
    qint64 total() const;
    /// "3 waiting · 2 with open access · 200 requests"
    QString footer() const;
    Empty empty() const;

    /// The sort that a click on a column asks for; nothing where the column can't be sorted.
    static std::optional<RequestSort> sortOf(int column);
    /// Whether the arrow in the header points down in the sort's own direction: newest first.
    static bool isNaturallyDescending(RequestSort sort) { return sort == RequestSort::SubmittedAt; }

private:
    QString listed() const;

    QString m_nothingTitle;
    QString m_nothingText;
    RequestCounts m_counts;
    RequestQuery m_query;
    int m_rows = 0;
    bool m_isAll = false;
};

} // namespace lockbox::ui
