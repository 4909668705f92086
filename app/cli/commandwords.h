#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace lockbox::cli {

/// Checks that the arguments' words lead to one of the commands ("request list"); else says which word doesn't, what may have
/// been meant, or what is missing. Arguments that ask for help or the version pass.
Result<void> checkWords(const QStringList &arguments, const QStringList &commands);

/// The arguments that are words and no global options or their values, by their places.
std::vector<qsizetype> wordPlaces(const QStringList &arguments);

} // namespace lockbox::cli
