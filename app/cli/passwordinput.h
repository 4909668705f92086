#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace lockbox::cli {

/// Asks for a secret: at a terminal with `prompt` and without showing what is typed, else the next line of the standard input. InvalidArgument names `field`
/// where nothing comes.
Result<QByteArray> askForSecret(const QString &field, const QString &prompt);

/// Whether somebody sits at a terminal.
bool isTerminal();

} // namespace lockbox::cli
