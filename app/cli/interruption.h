#pragma once

#include <QtGlobal>

#include <map>

namespace lockbox::cli {

/// While it lives, the signals that ask the program to end only raise a flag, so that what is half made can be removed first.
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Q_DISABLE_COPY_MOVE(Interruption)

    bool isWanted() const;

private:
    using Handler = void (*)(int);

    std::map<int, Handler> m_former; ///< What each signal did before.
};

} // namespace lockbox::cli
