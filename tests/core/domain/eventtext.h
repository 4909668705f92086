#pragma once

#include "core/domain/rules.h"

namespace lockbox::samples {

/// The event as tests compare it: who, in which role, when, on what, and what changed, a line each.
QString toText(const Event &event);
QString toText(const rules::Change &change);

} // namespace lockbox::samples
