#pragma once

#include "core/api/message.h"

namespace lockbox::httpd {

/// Header fields in the order in which they came.
using Fields = std::vector<std::pair<QByteArray, QByteArray>>;

/// Splits what stands behind the method into the question's path and query. Refused is what two readers may take for different things: what does
/// not begin with a slash, is no percent-encoded UTF-8, or holds control characters.
Result<void> readTarget(const QByteArray &target, api::Question &question);

/// Gives the question its header fields, those that came several times as one list. Refused is what could carry a second question past
/// another reader (RFC 9112 §11.2): two lengths, a length with chunks, any other coding, what may be there once and is twice, names that
/// are none, and control characters.
Result<void> readFields(const Fields &fields, const QByteArray &version, api::Question &question);

} // namespace lockbox::httpd
