#pragma once

#include "core/service/lockboxservice.h"

/// Calls of the door that a list of requests makes on the worker.
namespace lockbox::ui {

using RequestPageList = std::vector<Page<AccessRequest>>;

/// What of a list is shown: so many pages behind the key of the page before them.
struct RequestWindow {
    RequestQuery query;
    QString previous; ///< Empty: from the list's start.
    bool atEnd = false;
    int pages = 1;
};

/// One page, as a list of one.
Result<RequestPageList> readPage(LockboxService &service, const Session &session,
                                 const RequestQuery &query);

/// The pages of a window as they are now, in list order. What was at an end of the list stays there.
Result<RequestPageList> readWindow(LockboxService &service, const Session &session,
                                   const RequestWindow &window);

} // namespace lockbox::ui
