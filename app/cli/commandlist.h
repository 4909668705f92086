#pragma once

#include "app/cli/commands/command.h"

namespace lockbox::cli {

using CommandList = std::vector<std::unique_ptr<Command>>;

/// Every command of the program, in the order of its help.
CommandList allCommands();

} // namespace lockbox::cli
