#pragma once

#include "tests/support/fakelockbox.h"

#include <QMutex>

#include <algorithm>

namespace lockbox {

/// What a list of requests is read from in tests: kept outside of the services, which belong to the worker's thread.
struct RequestShelf {
    QMutex mutex;
    std::vector<AccessRequest> requests; ///< In list order.
    std::optional<Error> refusal;        ///< What every call answers, if set.
    int calls = 0;
};

/// A door that can only list requests, by key, from a shelf; everything else is refused.
class PagedLockbox final : public FakeLockbox
{
public:
    explicit PagedLockbox(std::shared_ptr<RequestShelf> shelf) : m_shelf(std::move(shelf)) {}

    Result<Page<AccessRequest>> requests(const Session &, const RequestQuery &query) override
    {
        QMutexLocker lock(&m_shelf->mutex);
        ++m_shelf->calls;
        if (m_shelf->refusal)
            return Failure(*m_shelf->refusal);
        std::vector<AccessRequest> all;
        for (const AccessRequest &request : m_shelf->requests) {
            const auto &states = query.states;
            if (states.empty()
                || std::find(states.begin(), states.end(), request.state) != states.end())
                all.push_back(request);
        }
        return page(all, query);
    }

private:
    /// Keys name the row beside which a page lies, as the store's do: rows that come and go elsewhere don't matter.
    static Result<Page<AccessRequest>> page(const std::vector<AccessRequest> &all,
                                            const RequestQuery &query)
    {
        const auto size = static_cast<qsizetype>(all.size());
        qsizetype first = query.fromEnd ? std::max<qsizetype>(0, size - query.limit) : 0;
        qsizetype last = std::min<qsizetype>(size, first + query.limit);
        if (!query.after.isEmpty()) {
            const auto it = std::find_if(all.begin(), all.end(), [&](const AccessRequest &request) {
                return query.after.endsWith(request.id.toString());
            });
            if (it == all.end())
                return failure(ErrorCode::InvalidArgument, QStringLiteral("no such key"));
            const qsizetype row = it - all.begin();
            const bool backward = query.after.startsWith(QLatin1Char('<'));
            first = backward ? std::max<qsizetype>(0, row - query.limit) : row + 1;
            last = backward ? row : std::min<qsizetype>(size, first + query.limit);
        }
        Page<AccessRequest> page;
        page.items.assign(all.begin() + first, all.begin() + last);
        if (first > 0 && first < last)
            page.previous = QLatin1Char('<') + page.items.front().id.toString();
        if (last < size && first < last)
            page.next = QLatin1Char('>') + page.items.back().id.toString();
        return page;
    }

    std::shared_ptr<RequestShelf> m_shelf;
};

} // namespace lockbox
