#pragma once

#include "core/store/requeststore.h"

namespace lockbox::test {

/// What a list must hold, worked out by looking at every row: no index, no page, no SQL.
std::vector<qint64> expectedKeys(const std::vector<RequestRow> &all, const RequestQuery &query,
                                 const Visibility &visibility);

/// Whether the row belongs to the list.
bool belongs(const RequestRow &row, const RequestQuery &query, const Visibility &visibility);

/// A walk through all pages of a list, from its beginning to its end or the other way.
struct PageWalk {
    std::vector<qint64> keys; ///< In list order.
    QString wrong;            ///< What a page should not have been; empty where all is well.
};
PageWalk walkForward(RequestStore &store, qint64 tenant, RequestQuery query,
                     const Visibility &visibility);
PageWalk walkBackward(RequestStore &store, qint64 tenant, RequestQuery query,
                      const Visibility &visibility);

std::vector<qint64> keysOf(const std::vector<RequestRow> &rows);

} // namespace lockbox::test
