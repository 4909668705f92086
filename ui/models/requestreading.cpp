#include "ui/models/requestreading.h"

#include <algorithm>

namespace lockbox::ui {

namespace {

/// `first` and the pages behind it (or before it), up to `count`.
Result<RequestPageList> follow(LockboxService &service, const Session &session, RequestQuery first,
                               int count, QString Page<AccessRequest>::*key)
{
    RequestPageList pages;
    RequestQuery query = std::move(first);
    while (static_cast<int>(pages.size()) < count) {
        auto page = service.requests(session, query);
        if (!page)
            return failure(page);
        pages.push_back(std::move(*page));
        query.fromEnd = false;
        query.after = pages.back().*key;
        if (query.after.isEmpty())
            break;
    }
    return pages;
}

/// The key of what lies behind the row before the window; empty where that row is gone.
Result<QString> startKey(LockboxService &service, const Session &session,
                         const RequestWindow &window)
{
    RequestQuery query = window.query;
    query.after = window.previous;
    query.limit = 1;
    auto page = service.requests(session, query);
    if (!page)
        return failure(page);
    return page->items.empty() ? QString() : page->next;
}

} // namespace

Result<RequestPageList> readPage(LockboxService &service, const Session &session,
                                 const RequestQuery &query)
{
    return follow(service, session, query, 1, &Page<AccessRequest>::next);
}

Result<RequestPageList> readWindow(LockboxService &service, const Session &session,
                                   const RequestWindow &window)
{
    RequestQuery query = window.query;
    if (window.previous.isEmpty())
        return follow(service, session, query, window.pages, &Page<AccessRequest>::next);
    if (window.atEnd) {
        query.fromEnd = true;
        auto pages = follow(service, session, query, window.pages, &Page<AccessRequest>::previous);
        if (pages)
            std::reverse(pages->begin(), pages->end());
        return pages;
    }
    const auto key = startKey(service, session, window);
    if (!key)
        return failure(key);
    query.after = *key;
    return follow(service, session, query, window.pages, &Page<AccessRequest>::next);
}

} // namespace lockbox::ui
