#pragma once

#include "core/base/error.h"

namespace lockbox::ui {

/// A refusal in words for people: what happened, why, and what to do about it.
QString errorText(const Error &error);

} // namespace lockbox::ui
