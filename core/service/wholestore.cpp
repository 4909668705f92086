#include "core/service/wholestore.h"

#include "core/service/logverifier.h"
#include "core/service/storefailure.h"
#include "core/service/storelog.h"

namespace lockbox {

Result<LogVerification> verifyStore(Database &database, const LogTrust &trust,
                                    const LogProgress &progress, const LocalOptions &options)
{
    StoreLog log(database, options);
    if (auto ok = log.look(); !ok)
        return Failure(naming(ok.error(), database.path()));
    Transaction transaction(database, Transaction::Kind::Read);
    if (auto ok = transaction.begun(); !ok)
        return failure(ok);
    const auto tenant = TenantStore(database).first();
    if (!tenant)
        return Failure(naming(tenant.error(), database.path()));
    auto result = LogVerifier(database, *tenant, log.pin(), trust).run(progress);
    const SystemClock systemClock;
    if (result) {
        result->at = (options.clock ? *options.clock : systemClock).now() + tenant->clockOffset;
        log.addAlarm(*result);
    }
    return result;
}

Result<LogState> repinStore(Database &database, const LocalOptions &options)
{
    StoreLog log(database, options);
    if (auto ok = log.repin(); !ok)
        return failure(ok);
    return log.state();
}

} // namespace lockbox
