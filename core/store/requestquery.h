#pragma once

#include "core/domain/requestquery.h"
#include "core/store/sqltext.h"

namespace lockbox {

/// Which requests a caller may see.
struct Visibility {
    enum class Kind { All, Customer, Own };
    Kind kind = Kind::All;
    QString requestor; ///< For Own.
};

/// Where a page starts: behind (or, going backward, before) the row with this key and value of the sorted column.
struct PagePosition {
    bool backward = false;
    qint64 key = 0;
    QString value;

    QString toToken() const;
    static Result<PagePosition> fromToken(const QString &token);
};

/// Which way through the indexes is short. SQLite can't know: without statistics it takes any two columns for equally telling.
struct ListPath {
    bool sortFew =
        false; ///< So few rows fit that they are better sorted than found by walking all in order.
    bool byRequestor = false; ///< Only for Own: the requestor's rows are the few.
};

/// Whether `fitting` of `all` rows are few for a page of `limit` rows: walking all in order would look at limit * all / fitting rows.
bool areFew(qint64 fitting, qint64 all, int limit);

/// The SQL parts that make list_requests.sql answer a query: closed sets of constants, no values.
SqlParts visibilityParts(const Visibility &visibility);
/// `stretch` says which rows behind the position are meant: those with the same value of the sorted column, or those beyond it.
/// (SQLite does not use an index for the second half of a row value that ends in the rowid, so a page asks for both in turn.)
enum class Stretch { SameValue, Beyond };
SqlParts listParts(const RequestQuery &query, const Visibility &visibility,
                   const std::optional<PagePosition> &position, Stretch stretch,
                   const ListPath &path = {});
/// Whether the key alone orders the list.
bool isInOrderOfKeys(const RequestQuery &query);
/// Whether a page that starts at a position has both stretches; with one, it is SameValue.
bool hasTwoStretches(const RequestQuery &query);
SqlParts searchParts(const RequestQuery &query, const Visibility &visibility,
                     const std::optional<PagePosition> &position);

/// The value of the column by which `query` is sorted.
QString sortValue(const RequestQuery &query, const AccessRequest &request);

/// Whether the rows come in the column's rising order.
bool isAscending(const RequestQuery &query);

} // namespace lockbox
