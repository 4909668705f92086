#pragma once

#include "core/domain/event.h"
#include "core/domain/rules.h"

/// Whether what a history tells could have been done: the rules once more, by the event alone.
namespace lockbox::rules {

/// What comes of it when `actor` (nothing: the clock) does to `before` what `event` says, at its
/// time; or why that could not be done. Recipients are none: who was to be told is not in the event
/// that tells of the manager's yes.
Result<Change> redo(const Event &event, const std::optional<Actor> &actor,
                    const AccessRequest &before, const Policy &policy);

/// The operation on the tenant that an event tells of; nothing where it is about a request, or
/// where no role is needed.
std::optional<Operation> operationOf(const Event &event);

} // namespace lockbox::rules
