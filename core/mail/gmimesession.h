#pragma once

// GLib calls a member "signals", which is a macro of Qt.
#undef signals
#include <gmime/gmime.h>

namespace lockbox {

/// To be called before GMime is used; once is enough, and more do no harm. Safe to call from any thread.
inline void useGmime()
{
    static const bool isReady = [] {
        g_mime_init();
        return true;
    }();
    (void)isReady;
}

} // namespace lockbox
