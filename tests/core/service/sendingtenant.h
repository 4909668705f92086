#pragma once

#include "core/service/noticesender.h"
#include "tests/core/service/contosotenant.h"
#include "tests/core/store/sqlprobe.h"

#include <set>

namespace lockbox::test {

/// A tenant whose notices go to a mail server on this machine, and what becomes of each. Its outbox is empty at first, and so is it after
/// each change of settings.
class SendingTenant : public ContosoTenant
{
public:
    /// To how many a notice of a pending request goes.
    static constexpr int reachable = 3;

    explicit SendingTenant(int port = 1);

    /// Notices of these kinds, and those that are always sent.
    void setServer(int port, const std::set<NoticeKind> &kinds = {});
    /// What sends goes by that clock, if not by the tenant's.
    LocalOptions options(const Clock *clock = nullptr);
    std::unique_ptr<LocalOutbox> outbox() { return need(LocalOutbox::open(path(), options())); }
    /// So many requests that wait for a decision.
    void request(int number);

    std::vector<Delivery> deliveries(const std::vector<DeliveryState> &states = {});
    int count(DeliveryState state);
    /// As somebody with the file does.
    QStringList sql(const QString &statement) const { return SqlProbe(path()).rows(statement); }
};

} // namespace lockbox::test
