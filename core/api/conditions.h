#pragma once

#include "core/api/call.h"

/// Questions that are asked under a condition (RFC 9110, 13), by entity tags.
namespace lockbox::api {

/// Whether what the route shows has a tag.
bool hasTag(const Route &route);
/// Whether the route changes something that has one, and so takes If-Match.
bool changesTagged(const Route &route);

/// The tags of If-Match, which the door looks at in the transaction of the change (Session::seen); none where it isn't asked. A condition that
/// can't be looked at is refused, never passed over.
Result<QList<QByteArray>> conditionsOf(const Route &route, const Question &question);

/// Adds the tag to an answer of a route that hasTag(); 304 where If-None-Match names it, 412 where If-Match does not.
Answer withTag(const Question &question, Answer answer);

} // namespace lockbox::api
