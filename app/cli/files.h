#pragma once

#include "core/audit/signednote.h"

/// Files that are named on the command line, and are read or written as a whole.
namespace lockbox::cli {

/// All of the file; pipes, too. Refused where it can't be read or is larger than anything of its
/// kind. `option` is what named it.
Result<QByteArray> readFile(const QString &path, const QString &option);

/// Writes a new file; one that is there is replaced only if that is wanted. Nothing half-written
/// stays.
Result<void> writeFile(const QString &path, const QByteArray &bytes, bool replace);

/// A verifier key, or the name of a file that holds one.
Result<audit::VerifierKey> readVerifierKey(const QString &text, const QString &option);

} // namespace lockbox::cli
