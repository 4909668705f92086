#pragma once

#include "core/service/locallockbox.h"

namespace lockbox::test {

/// Whether a store of the stock tenant is whole: it opens, its file is sound, its history follows from the rules, and each request's
/// row is what the history makes of it. Empty, or what is wrong.
QString checkWholeStore(const QString &path);

/// All requests, by whom they were decided, as the store's manager sees them.
std::vector<AccessRequest> storedRequests(LockboxService &service);

} // namespace lockbox::test
