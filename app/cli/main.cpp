#include "app/cli/application.h"

int main(int argc, char **argv)
{
    return lockbox::cli::Application(lockbox::cli::allCommands()).run(argc, argv);
}
