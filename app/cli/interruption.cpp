#include "app/cli/interruption.h"

#include <csignal>

namespace lockbox::cli {

static volatile std::sig_atomic_t wanted = 0;

Interruption::Interruption()
{
    wanted = 0;
    for (const int signal : {
             SIGINT,
             SIGTERM,
#ifdef SIGHUP
             SIGHUP,
#endif
         }) {
        const Handler former = std::signal(signal, [](int) { wanted = 1; });
        // Whoever had it ignored (nohup, a shell's background) wants no end.
        if (former == SIG_IGN)
            std::signal(signal, SIG_IGN);
        else
            m_former.emplace(signal, former);
    }
}

Interruption::~Interruption()
{
    for (const auto &[signal, handler] : m_former)
        std::signal(signal, handler);
}

bool Interruption::isWanted() const
{
    return wanted != 0;
}

} // namespace lockbox::cli
