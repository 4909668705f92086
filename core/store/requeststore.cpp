#include "core/store/requeststore.h"

#include "core/store/database.h"

#include <algorithm>
#include <set>

namespace lockbox {

Result<qint64> RequestStore::insertRow(qint64 tenant, const AccessRequest &request)
{
    Statement statement = m_database.statement(QStringLiteral("insert_request"));
    statement.bind(":tenant", tenant)
        .bind(":id", request.id.toString())
        .bind(":reference", request.reference)
        .bind(":service", request.service)
        .bind(":reason", request.reason)
        .bind(":requestor", request.requestor)
        .bind(":duration", request.duration)
        .bind(":submitted_at", request.submittedAt);
    bindChanging(statement, request);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    return statement.insertedKey();
}

Result<qint64> RequestStore::insert(qint64 tenant, const AccessRequest &request)
{
    const auto key = insertRow(tenant, request);
    if (!key)
        return key;
    if (auto ok = m_database.addToSearch({.key = *key,
                                          .reference = request.reference,
                                          .service = request.service,
                                          .reason = request.reason,
                                          .requestor = request.requestor});
        !ok)
        return failure(ok);
    if (auto ok = adjustCount(tenant, request, +1); !ok)
        return failure(ok);
    return key;
}

Result<bool> RequestStore::update(qint64 tenant, const RequestRow &before,
                                  const AccessRequest &after, Timestamp aliveAt)
{
    {
        Statement statement = m_database.statement(QStringLiteral("update_request"));
        bindChanging(statement, after);
        statement.bind(":key", before.key)
            .bind(":from_state", toSlug(before.request.state))
            .bind(":alive_at", aliveAt);
        if (auto ok = statement.exec(); !ok)
            return failure(ok);
        if (statement.changedRows() == 0)
            return false;
    }
    if (auto ok = adjustCount(tenant, before.request, -1); !ok)
        return failure(ok);
    if (auto ok = adjustCount(tenant, after, +1); !ok)
        return failure(ok);
    return true;
}

Result<void> RequestStore::adjustCount(qint64 tenant, const AccessRequest &request, int delta)
{
    Statement statement = m_database.statement(QStringLiteral("adjust_request_count"));
    statement.bind(":tenant", tenant)
        .bind(":requestor", request.requestor)
        .bind(":state", toSlug(request.state))
        .bind(":visible", request.visibleToCustomer())
        .bind(":delta", delta);
    return statement.exec();
}

Result<std::optional<RequestRow>> RequestStore::byId(qint64 tenant, const RequestId &id)
{
    Statement statement = m_database.statement(QStringLiteral("select_request_by_id"));
    statement.bind(":tenant", tenant).bind(":id", id.toString());
    const auto found = read(std::move(statement));
    if (!found)
        return failure(found);
    return found->empty() ? std::nullopt : std::optional(found->front());
}

Result<std::vector<RequestRow>> RequestStore::byReference(qint64 tenant, const QString &reference,
                                                          const Visibility &visibility, int limit)
{
    Statement statement = m_database.statement(QStringLiteral("list_requests_by_reference"),
                                               visibilityParts(visibility));
    statement.bind(":tenant", tenant).bind(":reference", reference).bind(":limit", limit);
    bindVisibility(statement, visibility);
    return read(std::move(statement));
}

Result<std::vector<RequestRow>> RequestStore::due(qint64 tenant, Timestamp now, int limit)
{
    Statement statement = m_database.statement(QStringLiteral("list_due_requests"));
    statement.bind(":tenant", tenant).bind(":now", now).bind(":limit", limit);
    return read(std::move(statement));
}

Result<std::vector<RequestRow>> RequestStore::byDeadline(qint64 tenant, RequestState state,
                                                         const Visibility &visibility, int limit,
                                                         Timestamp after)
{
    Statement statement =
        m_database.statement(QStringLiteral("list_open_requests"), visibilityParts(visibility));
    statement.bind(":tenant", tenant)
        .bind(":state", toSlug(state))
        .bind(":after", after)
        .bind(":limit", limit);
    bindVisibility(statement, visibility);
    return read(std::move(statement));
}

Result<std::optional<Timestamp>> RequestStore::nextDeadline(qint64 tenant, Timestamp after)
{
    Statement statement = m_database.statement(QStringLiteral("select_next_deadline"));
    statement.bind(":tenant", tenant).bind(":after", after);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    if (const auto row = statement.next(); !row)
        return failure(row);
    return statement.optionalTime();
}

Result<Page<RequestRow>> RequestStore::page(qint64 tenant, const RequestQuery &query,
                                            const Visibility &visibility)
{
    std::optional<PagePosition> position;
    if (!query.after.isEmpty()) {
        const auto parsed = PagePosition::fromToken(query.after);
        if (!parsed)
            return failure(parsed);
        position = *parsed;
    }
    const bool backward = position ? position->backward : query.fromEnd;
    const bool byKeyOnly =
        query.sort == RequestSort::PendingFirst || query.sort == RequestSort::SubmittedAt;
    const bool merge = query.states.size() > 1 && query.search.isEmpty() && byKeyOnly;
    auto found = merge ? mergedRows(tenant, query, visibility, position)
                       : rows(tenant, query, visibility, position);
    if (!found)
        return failure(found);

    Page<RequestRow> page;
    const bool more = std::cmp_greater(found->size(), query.limit);
    found->resize(std::min<size_t>(found->size(), static_cast<size_t>(query.limit)));
    if (backward)
        page.items.assign(std::make_move_iterator(found->rbegin()),
                          std::make_move_iterator(found->rend()));
    else
        page.items = std::move(*found);
    if (page.items.empty())
        return page;
    const auto token = [&](const RequestRow &row, bool back) {
        return PagePosition{
            .backward = back, .key = row.key, .value = sortValue(query, row.request)}
            .toToken();
    };
    if (backward ? position.has_value() : more)
        page.next = token(page.items.back(), false);
    if (backward ? more : position.has_value())
        page.previous = token(page.items.front(), true);
    return page;
}

Result<std::vector<RequestRow>> RequestStore::rows(qint64 tenant, const RequestQuery &query,
                                                   const Visibility &visibility,
                                                   const std::optional<PagePosition> &position)
{
    const int wanted = query.limit + 1;
    if (!query.search.trimmed().isEmpty())
        return searched(tenant, query, visibility, position, wanted);
    auto found = stretch(tenant, query, visibility, position, Stretch::SameValue, wanted);
    if (!found || !position || !hasTwoStretches(query)
        || std::cmp_greater_equal(found->size(), wanted))
        return found;
    auto beyond = stretch(tenant, query, visibility, position, Stretch::Beyond,
                          wanted - static_cast<int>(found->size()));
    if (!beyond)
        return beyond;
    std::move(beyond->begin(), beyond->end(), std::back_inserter(*found));
    return found;
}

Result<std::vector<RequestRow>> RequestStore::searched(qint64 tenant, const RequestQuery &query,
                                                       const Visibility &visibility,
                                                       const std::optional<PagePosition> &position,
                                                       int limit)
{
    const auto words = m_database.searchExpression(query.search);
    if (!words)
        return failure(words);
    if (words->isEmpty())
        return std::vector<RequestRow>();
    Statement statement = m_database.statement(QStringLiteral("search_requests"),
                                               searchParts(query, visibility, position));
    statement.bind(":tenant", tenant).bind(":limit", limit).bind(":words", *words);
    if (position)
        statement.bind(":after_key", position->key);
    bindVisibility(statement, visibility);
    return read(std::move(statement));
}

/// Asks the kept counts how many rows the caller's visibility and the wanted states leave.
Result<ListPath> RequestStore::pathFor(qint64 tenant, const RequestQuery &query,
                                       const Visibility &visibility)
{
    const bool own = visibility.kind == Visibility::Kind::Own;
    if (!own && (query.states.empty() || isInOrderOfKeys(query)))
        return ListPath{};
    if (own && query.states.empty()
        && (isInOrderOfKeys(query) || query.sort == RequestSort::Requestor))
        return ListPath{.sortFew = false, .byRequestor = true};
    const auto last = highestKey();
    if (!last)
        return failure(last);
    const auto counted = counts(tenant, visibility);
    if (!counted)
        return failure(counted);
    qint64 visible = 0;
    qint64 fitting = 0;
    for (const auto &[state, requests] : *counted) {
        const auto &wanted = query.states;
        visible += requests;
        fitting += wanted.empty() || std::find(wanted.begin(), wanted.end(), state) != wanted.end()
                       ? requests
                       : 0;
    }
    if (own && areFew(visible, *last, query.limit))
        return ListPath{.sortFew = true, .byRequestor = true};
    return ListPath{.sortFew = !query.states.empty() && areFew(fitting, *last, query.limit)};
}

Result<std::vector<RequestRow>> RequestStore::stretch(qint64 tenant, const RequestQuery &query,
                                                      const Visibility &visibility,
                                                      const std::optional<PagePosition> &position,
                                                      Stretch stretch, int limit)
{
    const auto path = pathFor(tenant, query, visibility);
    if (!path)
        return failure(path);
    Statement statement = m_database.statement(
        QStringLiteral("list_requests"), listParts(query, visibility, position, stretch, *path));
    statement.bind(":tenant", tenant).bind(":limit", limit);
    bindVisibility(statement, visibility);
    if (position && (stretch == Stretch::SameValue || !hasTwoStretches(query)))
        statement.bind(":after_key", position->key);
    if (position && hasTwoStretches(query)) {
        if (query.sort == RequestSort::PendingFirst)
            statement.bind(":after_value", position->value.toLongLong());
        else
            statement.bind(":after_value", position->value);
    }
    return read(std::move(statement));
}

/// About as many requests as there are.
Result<qint64> RequestStore::highestKey()
{
    Statement statement = m_database.statement(QStringLiteral("select_highest_request_key"));
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    if (const auto row = statement.next(); !row)
        return failure(row);
    return statement.integer();
}

/// One index walk a state, merged: stays quick where the wanted states are few among millions.
Result<std::vector<RequestRow>> RequestStore::mergedRows(
    qint64 tenant, const RequestQuery &query, const Visibility &visibility,
    const std::optional<PagePosition> &position)
{
    std::vector<RequestRow> merged;
    // A state may be named twice; its rows come once.
    const std::set<RequestState> states(query.states.begin(), query.states.end());
    for (RequestState state : states) {
        RequestQuery one = query;
        one.states = {state};
        std::optional<PagePosition> from = position;
        if (position && query.sort == RequestSort::PendingFirst) {
            const bool backward = position->backward;
            const bool rising = isAscending(query) != backward;
            const qint64 rank = state == RequestState::Pending ? 1 : 0;
            const qint64 reached = position->value.toLongLong();
            if (rank != reached) {
                if ((rank > reached) != rising)
                    continue; // all of this state lies on the side we come from
                from.reset();
                one.fromEnd = backward;
            }
        }
        auto part = rows(tenant, one, visibility, from);
        if (!part)
            return part;
        std::move(part->begin(), part->end(), std::back_inserter(merged));
    }
    const bool backward = position ? position->backward : query.fromEnd;
    const bool rising = isAscending(query) != backward;
    const bool pendingFirst = query.sort == RequestSort::PendingFirst;
    std::sort(merged.begin(), merged.end(), [&](const RequestRow &a, const RequestRow &b) {
        const auto rank = [&](const RequestRow &row) {
            return std::pair(pendingFirst && row.request.state == RequestState::Pending, row.key);
        };
        return rising ? rank(a) < rank(b) : rank(b) < rank(a);
    });
    return merged;
}

Result<RequestCounts> RequestStore::counts(qint64 tenant, const Visibility &visibility)
{
    Statement statement =
        m_database.statement(QStringLiteral("list_request_counts"), visibilityParts(visibility));
    statement.bind(":tenant", tenant);
    bindVisibility(statement, visibility);
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    RequestCounts counts;
    auto row = statement.next();
    for (; row && *row; row = statement.next()) {
        const auto state = parseRequestState(statement.text());
        if (!state)
            return failure(ErrorCode::StoreDamaged, state.error().message);
        counts[*state] = statement.integer();
    }
    if (!row)
        return failure(row);
    return counts;
}

Result<int> RequestStore::countOfRequestor(qint64 tenant, const QString &requestor,
                                           const Visibility &visibility)
{
    Statement statement = m_database.statement(QStringLiteral("count_requests_of_requestor"),
                                               visibilityParts(visibility));
    statement.bind(":tenant", tenant).bind(":value", requestor);
    bindVisibility(statement, visibility);
    return count(std::move(statement));
}

Result<int> RequestStore::countOfReference(qint64 tenant, const QString &reference,
                                           const Visibility &visibility)
{
    Statement statement = m_database.statement(QStringLiteral("count_requests_of_reference"),
                                               visibilityParts(visibility));
    statement.bind(":tenant", tenant).bind(":reference", reference);
    bindVisibility(statement, visibility);
    return count(std::move(statement));
}

Result<int> RequestStore::count(Statement statement)
{
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    if (const auto row = statement.next(); !row)
        return failure(row);
    return static_cast<int>(statement.integer());
}

/// Room for a page at once: rows are large, and moving them when the list grows would show.
constexpr size_t rowsOfPage = 101;

Result<std::vector<RequestRow>> RequestStore::read(Statement statement)
{
    if (auto ok = statement.exec(); !ok)
        return failure(ok);
    std::vector<RequestRow> rows;
    rows.reserve(rowsOfPage);
    auto next = statement.next();
    for (; next && *next; next = statement.next()) {
        auto row = readRow(statement);
        if (!row)
            return failure(row);
        rows.push_back(std::move(*row));
    }
    if (!next)
        return failure(next);
    return rows;
}

} // namespace lockbox
