#include "core/mail/gmimesession.h"

#include <gmime/gmime.h>

namespace lockbox {

void useGmime()
{
    static const bool isReady = [] {
        g_mime_init();
        return true;
    }();
    (void)isReady;
}

} // namespace lockbox
