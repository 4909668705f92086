#pragma once

#include "core/remote/httpclient.h"
#include "core/service/lockboxservice.h"

namespace lockbox {

/// Opens the door of a service (app/daemon). What its certificate, its version or the sign-in refuses shows here already. The session that calls
/// take must name the account that is signed in. An object belongs to a thread; open another for another.
Result<std::unique_ptr<LockboxService>> openRemoteStore(const RemoteOptions &options);

} // namespace lockbox
