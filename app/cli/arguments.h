#pragma once

#include "core/base/result.h"

namespace lockbox::cli {

/// The program's arguments as text, without the program's own name. An argument that is no valid UTF-8 is refused by its
/// place: nothing may be stored or searched that was guessed from broken bytes.
Result<QStringList> readArguments(int argc, const char *const *argv);

/// Whether --json seems to be among the options, before anything was parsed: also a usage error is then JSON. Once the line is
/// parsed, GlobalOptions::json says it for certain; "--json" may have been a value.
bool asksForJson(int argc, const char *const *argv);

} // namespace lockbox::cli
