#pragma once

#include "core/domain/accessrequest.h"

#include <map>

namespace lockbox {

/// The columns by which a list of requests can be sorted.
enum class RequestSort {
    PendingFirst, ///< What waits first, then by filing, newest first. The default.
    SubmittedAt,  ///< By filing, newest first.
    Reference,
    Service,
    Requestor,
    State,
};

/// What a list of requests shall hold. A page follows its predecessor by key, so it costs the same wherever it is.
struct RequestQuery {
    std::vector<RequestState> states; ///< Empty: all.
    QString
        search; ///< Words or beginnings of words, all of which occur; a reference or id as well. With a
                ///< search the order is by filing, newest first, and `sort` is not looked at.
    RequestSort sort = RequestSort::PendingFirst;
    bool descending = false; ///< Reverses `sort`.
    bool fromEnd =
        false; ///< The last page instead of the first (rows still in list order); not with `after`.
    QString after;   ///< Page::next of the page before, or Page::previous for the page before it.
    int limit = 100; ///< 1 to 1000.

    bool operator==(const RequestQuery &) const = default;
};

/// One page of a list, with the keys of its neighbours (empty where there is none).
template<typename T>
struct Page {
    std::vector<T> items;
    QString next;
    QString previous;
};

/// How many requests there are that the caller may see, by state. Kept, not counted: costs the same at any size.
using RequestCounts = std::map<RequestState, qint64>;

} // namespace lockbox
