#pragma once

#include "core/service/lockboxservice.h"

namespace lockbox::bench {

/// The store that is measured: LOCKBOX_BENCH_STORE, or a file in the temporary folder; LOCKBOX_BENCH_REQUESTS requests, or a million.
QString storeLocation();
qint64 storeRequests();

/// Makes the store unless it is there already, and says how long that took.
void ensureStore();

/// Another connection to it. Any failure ends the program.
std::unique_ptr<LockboxService> openService();

const Session &approver();

/// Files and authorises `count` requests in one transaction, so that they wait for a decision; their ids.
QStringList preparePending(int count);

} // namespace lockbox::bench
