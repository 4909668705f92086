#include "core/demo/demo.h"
#include "core/store/requestquery.h"
#include "core/store/searchwords.h"
#include "tests/bench/benches.h"
#include "tests/bench/benchstore.h"
#include "tests/bench/plainsqlite.h"

#include <benchmark/benchmark.h>

namespace lockbox::bench {

namespace {

/// What is read, on both sides.
struct Subject {
    const char *name;
    RequestQuery query;
};

const std::vector<Subject> &subjects()
{
    static const std::vector<Subject> all = {
        {"first page of the list", {.limit = 100}},
        {"page after a jump to the end", {.fromEnd = true, .limit = 100}},
        {"first page, filtered by state", {.states = {RequestState::Denied}, .limit = 100}},
        {"last page, filtered by state",
         {.states = {RequestState::Revoked}, .fromEnd = true, .limit = 100}},
        {"search for a rare word", {.search = QStringLiteral("palimpsest"), .limit = 100}},
        {"search for a frequent word", {.search = QStringLiteral("mailbox"), .limit = 100}},
    };
    return all;
}

/// Through the door: the whole use case with its transaction, the caller's roles and rows as values.
void throughTheDoor(benchmark::State &state, const Subject &subject)
{
    const auto service = openService();
    size_t rows = 0;
    for (auto _ : state) {
        const auto page = service->requests(approver(), subject.query);
        if (!page) {
            state.SkipWithError(qPrintable(page.error().message));
            return;
        }
        rows = page->items.size();
        benchmark::DoNotOptimize(*page);
    }
    state.counters["rows"] = static_cast<double>(rows);
}

/// The same statement with every cell read and texts copied, and nothing else.
void plainly(benchmark::State &state, const Subject &subject)
{
    PlainConnection connection(storeLocation().toStdString());
    PlainStatement statement(connection, pageSql(subject.query));
    statement.bind(":tenant", 1);
    statement.bind(":limit", subject.query.limit + 1);
    if (!subject.query.search.isEmpty())
        statement.bind(":words",
                       searchExpression(*searchWords(connection.handle(), subject.query.search))
                           .toStdString());
    size_t rows = 0;
    for (auto _ : state) {
        const auto page = statement.rows();
        rows = page.size();
        benchmark::DoNotOptimize(page);
    }
    state.counters["rows"] = static_cast<double>(rows);
}

} // namespace

std::string pageSql(const RequestQuery &query)
{
    const Visibility visibility{.kind = Visibility::Kind::Customer, .requestor = {}};
    const auto text =
        query.search.isEmpty()
            ? sqlText(QStringLiteral("list_requests"),
                      listParts(query, visibility, {}, Stretch::SameValue))
            : sqlText(QStringLiteral("search_requests"), searchParts(query, visibility, {}));
    return text.value().toStdString();
}

void registerReads()
{
    for (const Subject &subject : subjects()) {
        benchmark::RegisterBenchmark((std::string(subject.name) + "/product").c_str(),
                                     throughTheDoor, subject)
            ->UseRealTime();
        benchmark::RegisterBenchmark((std::string(subject.name) + "/plain").c_str(), plainly,
                                     subject)
            ->UseRealTime();
    }
}

} // namespace lockbox::bench
