#pragma once

#include "core/service/locallockbox.h"

/// A tenant for tests, with everybody whom the workflow needs, and any number of requests.
namespace lockbox::test {

/// Who plays in the tenant. User principal names.
struct StockTenant {
    static QString administrator() { return QStringLiteral("admin@contoso.example"); }
    static QString engineer() { return QStringLiteral("erin@provider.example"); }
    static QString manager() { return QStringLiteral("max@provider.example"); }
    /// "approver0@…" and so on, up to approverCount.
    static QString approver(int number);
    static constexpr int approverCount = 64;

    /// The tenant, with approval required.
    static StoreSeed seed();
};

/// The log's key and pin beside the store, for every process that works on it.
LocalOptions besideStore(const QString &store);

/// Files `count` requests and has the manager approve them, so that they wait for the customer; their ids in order.
Result<std::vector<RequestId>> filePending(LockboxService &service, int count);

} // namespace lockbox::test
