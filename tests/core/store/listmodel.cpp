#include "tests/core/store/listmodel.h"

#include "tests/core/store/storefixture.h"

#include <algorithm>

namespace lockbox::test {

namespace {

/// SQLite's NOCASE: bytes, with A to Z as a to z.
QByteArray folded(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    for (char &c : bytes)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return bytes;
}

QByteArray sortedValue(const AccessRequest &request, RequestSort sort)
{
    switch (sort) {
    case RequestSort::PendingFirst: return request.state == RequestState::Pending ? "1" : "0";
    case RequestSort::SubmittedAt: return {};
    case RequestSort::Reference: return folded(request.reference);
    case RequestSort::Service: return request.service.toUtf8();
    case RequestSort::Requestor: return request.requestor.toUtf8();
    case RequestSort::State: break;
    }
    return toSlug(request.state).toUtf8();
}

/// Whether the words of `text` begin some words of the request, as plain splitting finds them.
bool hasWords(const AccessRequest &request, const QString &text)
{
    static const auto wordsOf = [](const QString &s) {
        // Marks go, as the search index lets them.
        QString plain;
        for (QChar c : s.normalized(QString::NormalizationForm_D)) {
            if (!c.isMark())
                plain.append(c.isLetterOrNumber() ? c.toLower() : QLatin1Char(' '));
        }
        return plain.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    const QStringList held = wordsOf(request.reference + u' ' + request.service + u' '
                                     + request.reason + u' ' + request.requestor);
    const QStringList wanted = wordsOf(text);
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString &word) {
        return std::any_of(held.begin(), held.end(),
                           [&](const QString &h) { return h.startsWith(word); });
    });
}

/// More rows than any list of the tests has.
constexpr size_t endless = 10'000;

QString wrongPage(const Page<RequestRow> &page, const RequestQuery &query, bool first, bool more)
{
    if (std::cmp_greater(page.items.size(), query.limit))
        return QStringLiteral("a page is too long");
    if (more && std::cmp_less(page.items.size(), query.limit))
        return QStringLiteral("a page is not full, and another follows");
    if (first && more && page.items.empty())
        return QStringLiteral("a page is empty");
    return {};
}

} // namespace

std::vector<qint64> keysOf(const std::vector<RequestRow> &rows)
{
    std::vector<qint64> keys;
    for (const RequestRow &row : rows)
        keys.push_back(row.key);
    return keys;
}

bool belongs(const RequestRow &row, const RequestQuery &query, const Visibility &visibility)
{
    const AccessRequest &request = row.request;
    if (visibility.kind == Visibility::Kind::Customer && !request.visibleToCustomer())
        return false;
    if (visibility.kind == Visibility::Kind::Own && request.requestor != visibility.requestor)
        return false;
    if (!query.search.isEmpty() && !hasWords(request, query.search))
        return false;
    const auto &states = query.states;
    return states.empty() || std::find(states.begin(), states.end(), request.state) != states.end();
}

std::vector<qint64> expectedKeys(const std::vector<RequestRow> &all, const RequestQuery &query,
                                 const Visibility &visibility)
{
    std::vector<RequestRow> rows;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rows),
                 [&](const RequestRow &row) { return belongs(row, query, visibility); });
    const RequestSort sort = query.search.isEmpty() ? query.sort : RequestSort::SubmittedAt;
    std::sort(rows.begin(), rows.end(), [&](const RequestRow &a, const RequestRow &b) {
        const auto rank = [&](const RequestRow &row) {
            return std::pair(sortedValue(row.request, sort), row.key);
        };
        return rank(a) < rank(b);
    });
    const bool newestFirst = sort == RequestSort::PendingFirst || sort == RequestSort::SubmittedAt;
    if (newestFirst != (query.descending && query.search.isEmpty()))
        std::reverse(rows.begin(), rows.end());
    return keysOf(rows);
}

PageWalk walkForward(RequestStore &store, qint64 tenant, RequestQuery query,
                     const Visibility &visibility)
{
    PageWalk walk;
    for (bool first = true; walk.keys.size() < endless; first = false) {
        const auto page = need(store.page(tenant, query, visibility));
        const auto keys = keysOf(page.items);
        walk.keys.insert(walk.keys.end(), keys.begin(), keys.end());
        if (walk.wrong.isEmpty())
            walk.wrong = wrongPage(page, query, first, !page.next.isEmpty());
        if (first != page.previous.isEmpty())
            walk.wrong = QStringLiteral("only the first page has none before it");
        if (page.next.isEmpty())
            return walk;
        query.after = page.next;
    }
    walk.wrong = QStringLiteral("there is no end");
    return walk;
}

PageWalk walkBackward(RequestStore &store, qint64 tenant, RequestQuery query,
                      const Visibility &visibility)
{
    PageWalk walk;
    query.fromEnd = true;
    for (bool last = true; walk.keys.size() < endless; last = false) {
        const auto page = need(store.page(tenant, query, visibility));
        const auto keys = keysOf(page.items);
        walk.keys.insert(walk.keys.begin(), keys.begin(), keys.end());
        if (walk.wrong.isEmpty())
            walk.wrong = wrongPage(page, query, last, !page.previous.isEmpty());
        if (last != page.next.isEmpty())
            walk.wrong = QStringLiteral("only the last page has none behind it");
        if (page.previous.isEmpty())
            return walk;
        query.after = page.previous;
        query.fromEnd = false;
    }
    walk.wrong = QStringLiteral("there is no end");
    return walk;
}

} // namespace lockbox::test
