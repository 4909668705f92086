#include "tests/bench/benches.h"
#include "tests/bench/benchstore.h"
#include "tests/bench/memory.h"

#include <cstdio>

namespace lockbox::bench {

namespace {

/// Follows `pages` pages from the one that the query names. Nothing is kept of them.
bool walk(LockboxService &service, RequestQuery query, int pages)
{
    for (int i = 0; i < pages; ++i) {
        const auto page = service.requests(approver(), query);
        if (!page) {
            std::fprintf(stderr, "%s\n", qPrintable(page.error().message));
            return false;
        }
        const QString &key = query.fromEnd ? page->previous : page->next;
        if (key.isEmpty())
            return true;
        query = RequestQuery{.states = query.states,
                             .search = query.search,
                             .sort = query.sort,
                             .after = key,
                             .limit = query.limit};
    }
    return true;
}

} // namespace

int measureMemory()
{
    const auto service = openService();
    bool ok = true;
    for (RequestSort sort :
         {RequestSort::PendingFirst, RequestSort::SubmittedAt, RequestSort::Reference,
          RequestSort::Service, RequestSort::Requestor, RequestSort::State}) {
        ok = ok && walk(*service, {.sort = sort}, 300);
        ok = ok && walk(*service, {.sort = sort, .fromEnd = true}, 300);
    }
    ok = ok && walk(*service, {.search = QStringLiteral("mailbox")}, 300);
    ok = ok && walk(*service, {.states = {RequestState::Denied, RequestState::Expired}}, 300);
    std::printf("%.1f\n", peakMemory());
    return ok ? 0 : 1;
}

} // namespace lockbox::bench
