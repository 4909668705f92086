#pragma once

#include "core/service/locallockbox.h"
#include "core/store/database.h"

namespace lockbox {

/// See verifyLocalStore(); on a store of whichever engine.
Result<LogVerification> verifyStore(Database &database, const LogTrust &trust,
                                    const LogProgress &progress, const LocalOptions &options);

/// See repinLocalStore().
Result<LogState> repinStore(Database &database, const LocalOptions &options);

} // namespace lockbox
