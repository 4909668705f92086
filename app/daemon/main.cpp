#include "app/daemon/program.h"

int main(int argc, char **argv)
{
    return lockbox::daemon::run(argc, argv);
}
