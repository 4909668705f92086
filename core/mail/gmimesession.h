#pragma once

namespace lockbox {

/// To be called before GMime is used; once is enough, and more do no harm. Safe to call from any thread.
void useGmime();

} // namespace lockbox
