#pragma once

#include "core/oidc/flow.h"

namespace lockbox::cli {

/// Whether this machine may have a browser that the user sees: a screen, or one that the user has named ($BROWSER).
bool mayHaveBrowser();

/// Signs in at an issuer, in this machine's browser or, with `byDevice`, in one anywhere. Says on the standard error output where to go, so that the
/// standard output has nothing but the command's own.
Result<IdTokenProof> signInAtIssuer(const oidc::FlowOptions &options, bool byDevice);

} // namespace lockbox::cli
