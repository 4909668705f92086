#pragma once

#include <qt6keychain/keychain.h>

namespace lockbox {

/// Runs a job of the keychain to its end; false where it does not answer (it may be asking somebody who isn't there).
bool finish(QKeychain::Job &job);

} // namespace lockbox
