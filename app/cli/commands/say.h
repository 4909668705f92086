#pragma once

#include "app/cli/context.h"

/// What several commands print in the same way.
namespace lockbox::cli {

/// The request after an act on it: as JSON, or as a sentence.
Result<void> sayRequest(Output &output, const Door &door, const Result<AccessRequest> &request);

/// A page of requests: as a list, or as a table.
Result<void> sayRequests(Output &output, const Door &door, const Page<AccessRequest> &page);

Result<void> saySetting(Output &output, const Result<Policy> &policy);

Result<void> sayUser(Output &output, const Result<User> &user);

} // namespace lockbox::cli
