#pragma once

#include "core/remote/remoteaccess.h"
#include "core/service/lockboxservice.h"

namespace lockbox {

/// Opens the door of a service (app/daemon). What its certificate, its version or the sign-in refuses shows here already. The session that calls
/// take must name the account that is signed in. An object belongs to a thread; open another for another, with the same access.
Result<std::unique_ptr<LockboxService>> openRemoteStore(std::shared_ptr<RemoteAccess> access);

/// The same with a token alone: what it is too old for is refused.
Result<std::unique_ptr<LockboxService>> openRemoteStore(const RemoteOptions &options);

} // namespace lockbox
