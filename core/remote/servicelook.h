#pragma once

#include "core/remote/httpclient.h"

namespace lockbox {

/// What a service tells those who have not signed in.
struct ServiceLook {
    QString tenant; ///< Whose lockbox it is; empty where it is that of several.
};

/// Asks a service without a sign-in. Refused where nothing answers there, it can't be trusted, it is no service of ours, or one of another version;
/// the message says which.
Result<ServiceLook> lookAtService(const RemoteOptions &options);

} // namespace lockbox
