#pragma once

#include "core/base/result.h"

namespace lockbox {

/// What a connection string of libpq says, as far as it matters to whoever runs a service.
struct PostgresAccess {
    QString place;             ///< For people: hosts and database, never an account or a password.
    QString user;              ///< Empty where the string names none.
    bool hasPassword = false;  ///< In the string itself.
    bool isThisMachine = true; ///< All hosts are: sockets and loopback addresses.
    /// The one that holds: where nothing is said, other machines have to show a certificate that fits their name.
    QString sslMode;
};

/// InvalidArgument where it is none; never repeats what stands in it.
Result<PostgresAccess> postgresAccess(const QString &url);

/// PostgresAccess::place alone.
Result<QString> postgresPlace(const QString &url);

} // namespace lockbox
