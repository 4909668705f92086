#pragma once

namespace lockbox::daemon {

/// lockboxd from its arguments to its exit code: 0 done, 1 it failed, 2 wrong usage or configuration.
int run(int argc, const char *const *argv);

} // namespace lockbox::daemon
