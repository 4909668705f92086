#pragma once

#include "app/cli/commandlist.h"

namespace lockbox::cli {

/// The program from its arguments to its exit code.
class Application
{
public:
    explicit Application(CommandList commands) : m_commands(std::move(commands)) {}

    int run(int argc, const char *const *argv);

private:
    CommandList m_commands;
};

} // namespace lockbox::cli
