#pragma once

#include "core/base/result.h"

struct gnutls_session_int;

namespace lockbox::httpd {

/// The certificate of somebody who calls.
struct ClientCertificate {
    QByteArray hash; ///< SHA-256 of the whole certificate (RFC 8705: x5t#S256).
    QString subject; ///< RFC 4514.

    /// The first in the text; InvalidArgument where there is none.
    static Result<ClientCertificate> fromPem(const QByteArray &pem);
    /// The one that was shown on a connection, where it hangs on an authority of the server's, is for clients, and has not expired. Nothing
    /// where none was shown; NotPermitted says why one is not taken.
    static Result<std::optional<ClientCertificate>> ofConnection(gnutls_session_int *session);
};

/// Whether there are certificates in the text; InvalidArgument where not.
Result<void> checkAuthorities(const QByteArray &pem);

} // namespace lockbox::httpd
