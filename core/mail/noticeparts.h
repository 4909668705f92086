#pragma once

#include "core/base/result.h"
#include "core/mail/mailhead.h"

namespace lockbox {

/// The two texts of a notice that went through mail servers.
struct NoticeParts {
    QString text; ///< The text/plain part.
    QString html; ///< The text/html part.
};

/// The parts of a mail that is made as notices are, whatever codings it has now: multipart/alternative of one text and one HTML part, and nothing before,
/// between or after them. InvalidArgument says what is otherwise, or can be read in more than one way.
Result<NoticeParts> noticeParts(const MailHead &head);

} // namespace lockbox
