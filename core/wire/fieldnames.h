#pragma once

#include "core/base/error.h"

namespace lockbox::wire {

/// The door names values as the command line does ("decide-within"), JSON in its own way ("decideWithin"). A refusal with the names of JSON, in
/// its field and its words.
Error inJsonNames(Error error);

/// The way back.
Error inDoorNames(Error error);

} // namespace lockbox::wire
