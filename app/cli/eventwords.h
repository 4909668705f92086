#pragma once

#include "core/domain/event.h"

namespace lockbox::cli {

/// What an event tells, without its time: "approved by dana@contoso.com (Global administrator)".
QString sentence(const Event &event);

/// The same without who did it: "approved".
QString deed(const Event &event);

/// One line for each event with its time; `indent` spaces before each.
QString timelineText(const std::vector<Event> &events, int indent, bool coloured);

} // namespace lockbox::cli
