#pragma once

#include "core/base/ids.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace lockbox {

/// A secret that says who calls: 256 bits of the system's randomness, opaque, with a beginning by which scanners for leaked secrets know
/// it ("lockbox_…"), and the tenant's id, so that it is known where to look it up.
QByteArray newToken(const TenantId &tenant);

/// The tenant that a token names; nothing where it is no token.
std::optional<TenantId> tenantOfToken(const QByteArray &token);

/// The same for whom it is looked up otherwise.
QByteArray newSecret();

/// A secret that a person types once: 80 bits in letters and digits that can't be mistaken for each other ("K7QF-…", Crockford's
/// base 32).
QString newCode();

/// What a person typed, as newCode() wrote it: case, blanks and dashes don't count, O is 0, I and L are 1.
QString tidiedCode(const QString &typed);

/// What is kept of either: SHA-256. They are random and long, so nothing slower is needed.
QByteArray secretHash(const QByteArray &secret);

} // namespace lockbox
