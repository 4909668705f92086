#pragma once

namespace lockbox::bench {

/// The plain counterpart of the change feed: libmicrohttpd over TLS, as the service starts it, and nothing else. GET /wait is answered when
/// somebody POSTs /tell, with the body of that; GET /count tells how many wait. Prints its port and runs until its input ends.
int broadcast(const char *certificateFile, const char *keyFile);

} // namespace lockbox::bench
