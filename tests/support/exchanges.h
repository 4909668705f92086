#pragma once

#include "core/remote/httpclient.h"

namespace lockbox::test {

/// For RemoteOptions::observe: writes each question and its answer as a line of JSON into a file of this process in the folder that
/// LOCKBOX_TEST_EXCHANGES names, where tests/openapi holds them against the API's description. Nothing where it names none.
std::function<void(const HttpQuestion &, const HttpAnswer &)> exchangeRecorder();

} // namespace lockbox::test
